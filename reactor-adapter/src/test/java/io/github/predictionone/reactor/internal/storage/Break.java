package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.internal.netty.RawServer.Script;
import java.io.IOException;
import java.net.Socket;

/** How a connection ends, or fails to end. */
public enum Break {
    /** An orderly close, as if the answer were complete. */
    FIN,
    RST {
        @Override
        public boolean happens(Socket socket) throws IOException {
            socket.setSoLinger(true, 0);
            return false;
        }
    },
    /** Sends nothing more while {@linkplain HeldTime time} passes, until the other side closes the connection. */
    STALL {
        @Override
        public boolean happens(Socket socket) throws IOException, InterruptedException {
            HeldTime.passUntilClosed(socket);
            return false;
        }
    },
    /** Sends bytes without end while no time passes, until the other side closes the connection. */
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

    /** Returns the breaks that send nothing more. */
    public static Break[] silent() {
        return new Break[] {FIN, RST, STALL};
    }

    /** Sends the first bytes of an answer and lets them arrive, because a reset discards unread bytes. */
    public Script after(byte[] answer, int length) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, length);
            return happens(socket);
        };
    }

    /** Sends the whole answer before the break. */
    public Script after(byte[] answer) {
        return after(answer, answer.length);
    }

    /** Sends an answer on a connection that stays open. */
    public static Script none(byte[] answer) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, answer.length);
            return true;
        };
    }

    /** Sends an answer and nothing more, while no time passes, until the other side closes the connection. */
    public static Script hold(byte[] answer) {
        return (socket, out) -> {
            HeldTime.send(socket, answer, 0, answer.length);
            socket.getInputStream().skip(Long.MAX_VALUE);
            return false;
        };
    }

    /** Sends an answer in the given number of pieces, a tenth of the time limit apart. */
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

    /** Sends a piece several times, each time after the client has received the previous one. */
    public static Script packets(byte[] piece, int times, Script then) {
        return (socket, out) -> {
            for (int i = 0; i < times; i++) {
                HeldTime.send(socket, piece, 0, piece.length);
            }
            return then.run(socket, out);
        };
    }

    /** Sends the first bytes of an answer at once, and the rest one by one, a tenth of the time limit apart. */
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
