package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.internal.netty.RawServer.Script;
import java.io.IOException;
import java.net.Socket;

/** How a connection ends, or does not. */
public enum Break {
    /** In order, as if that had been all. */
    FIN,
    RST {
        @Override
        public boolean happens(Socket socket) throws IOException {
            socket.setSoLinger(true, 0);
            return false;
        }
    },
    /** Nothing more, while {@linkplain HeldTime time} passes, until the other side has had enough. */
    STALL {
        @Override
        public boolean happens(Socket socket) throws IOException, InterruptedException {
            HeldTime.passUntilClosed(socket);
            return false;
        }
    },
    /** Nothing but bytes, until the other side has had enough, while no time passes. */
    FLOOD {
        @Override
        public boolean happens(Socket socket) throws IOException {
            byte[] piece = new byte[1 << 16];
            while (true) {
                socket.getOutputStream().write(piece);
            }
        }
    };

    public boolean happens(Socket socket) throws IOException, InterruptedException {
        return false;
    }

    /** Those after which nothing comes. */
    public static Break[] silent() {
        return new Break[] {FIN, RST, STALL};
    }

    /** Sends so much of an answer, and lets it arrive: a reset would take back what has not been read. */
    public Script after(byte[] answer, int length) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, length);
            return happens(socket);
        };
    }

    /** Sends all of an answer. */
    public Script after(byte[] answer) {
        return after(answer, answer.length);
    }

    /** An answer on a connection that stays open. */
    public static Script none(byte[] answer) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, answer.length);
            return true;
        };
    }

    /** An answer, and nothing more until the other side has had enough, while no time passes. */
    public static Script hold(byte[] answer) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, answer.length);
            socket.getInputStream().skip(Long.MAX_VALUE);
            return false;
        };
    }

    /** An answer in so many pieces, each a tenth of the limit after the other. */
    public static Script drip(byte[] answer, int pieces) {
        return (socket, out) -> {
            int size = answer.length / pieces + 1;
            for (int sent = 0; sent < answer.length; sent += size) {
                HeldTime.send(socket, answer, sent, Math.min(sent + size, answer.length));
                HeldTime.pass(HeldTime.LIMIT.dividedBy(10));
            }
            return true;
        };
    }

    /** So many pieces, each of them received before the next is sent. */
    public static Script packets(byte[] piece, int times, Script then) {
        return (socket, out) -> {
            for (int i = 0; i < times; i++) {
                HeldTime.send(socket, piece, 0, piece.length);
            }
            return then.run(socket, out);
        };
    }

    /** So much of an answer at once, and the rest byte by byte, each a tenth of the limit after the other. */
    public static Script trickle(byte[] answer, int atOnce) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, atOnce);
            for (int sent = atOnce; sent < answer.length; sent++) {
                HeldTime.pass(HeldTime.LIMIT.dividedBy(10));
                HeldTime.send(socket, answer, sent, sent + 1);
            }
            return true;
        };
    }
}
