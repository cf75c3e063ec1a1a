// One stream of events for all trainings that a page shows. EventSource reconnects by itself after a broken connection,
// but gives up if the server responds with an error, as it does while it starts. Then this class reconnects. A hidden
// page has no stream, because a browser has only six connections for all pages of a host.

const TYPES = ['status-changed', 'status-unchanged', 'poll-failed', 'training-finished', 'training-failed'];
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

export class Stream {
  #id;
  #ids = [];
  #source = null;
  #lastEventId = '';
  #wait = FIRST_WAIT;
  #timer = null;
  #listener;

  // The listener has event(data), connection(state) and catchUp(), which loads what the stream may have missed.
  // Without an id, all trainings in progress are streamed.
  constructor(listener, id = null) {
    this.#listener = listener;
    this.#id = id;
    window.addEventListener('online', () => (this.#ids.length > 0 ? this.#open() : this.#listener.catchUp()));
    window.addEventListener('offline', () => this.#listener.connection('offline'));
    window.addEventListener('pagehide', () => this.#stop());
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#stop() : this.#listener.catchUp()));
  }

  // Streams these trainings, which are in progress. Does nothing if all of them are streamed already.
  watch(ids) {
    const isMore = ids.some((id) => !this.#ids.includes(id));
    this.#ids = ids;
    if (ids.length === 0) {
      this.#stop();
      this.#listener.connection('idle');
    } else if (isMore || !(this.#source || this.#timer)) {
      this.#lastEventId = isMore ? '' : this.#lastEventId;
      this.#open();
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    this.#stop();
    if (document.hidden) {
      return;
    }
    const query = new URLSearchParams();
    if (this.#id) {
      query.set('id', this.#id);
    }
    if (this.#lastEventId) {
      query.set('lastEventId', this.#lastEventId);
    }
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    source.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.#listener.connection('live');
      this.#listener.catchUp();
    };
    source.onerror = () => {
      this.#listener.connection(navigator.onLine ? 'reconnecting' : 'offline');
      if (source.readyState === EventSource.CLOSED) {
        this.#openLater();
      }
    };
    // All of the trainings have ended. Without this, EventSource would reconnect.
    source.addEventListener('end', () => this.watch([]));
    TYPES.forEach((type) => source.addEventListener(type, (event) => {
      this.#lastEventId = event.lastEventId || this.#lastEventId;
      this.#listener.event(JSON.parse(event.data));
    }));
  }

  #openLater() {
    this.#stop();
    this.#timer = setTimeout(() => this.#open(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }
}
