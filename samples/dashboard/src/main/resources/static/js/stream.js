// One stream of events for all trainings that a page shows. EventSource reconnects by itself after a broken connection,
// but gives up when the server answers with an error, as it does while it starts: then this does.

const TYPES = ['status-changed', 'status-unchanged', 'poll-failed', 'training-finished', 'training-failed'];
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;

export class Stream {
  #ids = [];
  #source = null;
  #lastEventId = '';
  #wait = FIRST_WAIT;
  #timer = null;
  #listener;

  // The listener has event(data), connection(state), and opened().
  constructor(listener) {
    this.#listener = listener;
    window.addEventListener('online', () => this.#ids.length > 0 && this.#open());
    window.addEventListener('offline', () => this.#listener.connection('offline'));
    window.addEventListener('pagehide', () => this.#stop());
    window.addEventListener('pageshow', (event) => event.persisted && this.#ids.length > 0 && this.#open());
  }

  // Watches these; nothing happens if all of them are watched already.
  watch(ids) {
    if (this.#ids.length > 0 && ids.every((id) => this.#ids.includes(id)) && (this.#source || this.#timer)) {
      return;
    }
    this.#ids = ids;
    this.#lastEventId = '';
    if (ids.length > 0) {
      this.#open();
    } else {
      this.#stop();
      this.#listener.connection('idle');
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
    const query = new URLSearchParams(this.#ids.map((id) => ['id', id]));
    if (this.#lastEventId) {
      query.set('lastEventId', this.#lastEventId);
    }
    const source = new EventSource(`/api/events?${query}`);
    this.#source = source;
    source.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.#listener.connection('live');
      this.#listener.opened();
    };
    source.onerror = () => {
      this.#listener.connection(navigator.onLine ? 'reconnecting' : 'offline');
      if (source.readyState === EventSource.CLOSED) {
        this.#openLater();
      }
    };
    // All of them have ended: EventSource alone would ask for more.
    source.addEventListener('end', () => {
      this.#ids = [];
      this.#stop();
      this.#listener.connection('idle');
    });
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
