package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.reactor.internal.netty.RawServer.Script;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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
    /** Nothing more, until the other side has had enough. */
    STALL {
        @Override
        boolean happens(Socket socket) throws IOException {
            socket.getInputStream().skip(Long.MAX_VALUE);
            return false;
        }
    };

    boolean happens(Socket socket) throws IOException {
        return false;
    }

    /** Sends so much of an answer. */
    Script after(byte[] answer, int length) {
        return (socket, out) -> {
            out.write(answer, 0, length);
            out.flush();
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
            out.write(answer);
            out.flush();
            return true;
        };
    }

    /** An answer in so many pieces, each a moment after the other. */
    static Script drip(byte[] answer, int pieces, long millis) {
        return (socket, out) -> {
            int size = answer.length / pieces + 1;
            for (int sent = 0; sent < answer.length; sent += size) {
                out.write(answer, sent, Math.min(size, answer.length - sent));
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            }
            return true;
        };
    }
}
