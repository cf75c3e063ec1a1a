package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.reactor.internal.netty.RawServer.Script;
import java.io.IOException;
import java.net.Socket;

/** How a connection ends, or does not. */
enum Break {
    /** In order, as if that had been all. */
    FIN,
    RST {
        @Override
        boolean happens(Socket socket) throws IOException {
            socket.setSoLinger(true, 0);
            return false;
        }
    },
    /** Nothing more, while {@linkplain HeldTime time} passes, until the other side has had enough. */
    STALL {
        @Override
        boolean happens(Socket socket) throws IOException, InterruptedException {
            HeldTime.passUntilClosed(socket);
            return false;
        }
    },
    /** Nothing but bytes, until the other side has had enough, while no time passes. */
    FLOOD {
        @Override
        boolean happens(Socket socket) throws IOException {
            byte[] piece = new byte[1 << 16];
            while (true) {
                socket.getOutputStream().write(piece);
            }
        }
    };

    boolean happens(Socket socket) throws IOException, InterruptedException {
        return false;
    }

    /** Those after which nothing comes. */
    static Break[] silent() {
        return new Break[] {FIN, RST, STALL};
    }

    /** Sends so much of an answer, and lets it arrive: a reset would take back what has not been read. */
    Script after(byte[] answer, int length) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, length);
            return happens(socket);
        };
    }

    /** Sends all of an answer. */
    Script after(byte[] answer) {
        return after(answer, answer.length);
    }

    /** An answer on a connection that stays open. */
    static Script none(byte[] answer) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, answer.length);
            return true;
        };
    }

    /** An answer, and nothing more until the other side has had enough, while no time passes. */
    static Script hold(byte[] answer) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, answer.length);
            socket.getInputStream().skip(Long.MAX_VALUE);
            return false;
        };
    }

    /** An answer in so many pieces, each a tenth of the limit after the other. */
    static Script drip(byte[] answer, int pieces) {
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
    static Script packets(byte[] piece, int times, Script then) {
        return (socket, out) -> {
            for (int i = 0; i < times; i++) {
                HeldTime.send(socket, piece, 0, piece.length);
            }
            return then.run(socket, out);
        };
    }

    /** So much of an answer at once, and the rest byte by byte, each a tenth of the limit after the other. */
    static Script trickle(byte[] answer, int atOnce) {
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
