package io.github.predictionone.storage;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/** The main class of the process that runs S3Proxy. The process ends with its parent, even if that is killed. */
public final class S3ProxyProcess {

    private S3ProxyProcess() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread parent = new Thread(S3ProxyProcess::awaitParentsEnd, "parent");
        parent.setDaemon(true);
        parent.start();
        try {
            // By name, because S3Proxy is only on the class path of this process.
            Class.forName("org.gaul.s3proxy.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("S3Proxy did not start.", e.getCause());
        }
    }

    /** Waits for the end of standard input, to which the parent writes nothing; it ends when the parent does. */
    private static void awaitParentsEnd() {
        try {
            System.in.read();
        } catch (IOException e) {
            // Also means that the parent has ended.
        }
        Runtime.getRuntime().halt(0);
    }
}
