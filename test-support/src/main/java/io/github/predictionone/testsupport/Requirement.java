package io.github.predictionone.testsupport;

/** A program that a test needs besides a JDK and Maven, such as a browser or a server of another project. */
public final class Requirement {

    private Requirement() {}

    /**
     * Reports a requirement that is missing; the caller then skips its test.
     *
     * @param test the test that is skipped
     * @param reason what is missing, and how to install it
     * @throws AssertionError if the environment has {@code CI=true}: a gate that skips a test proves nothing
     */
    public static void missing(String test, String reason) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(test + " cannot run: " + reason);
        }
        // Maven shows how many tests are skipped, but not why.
        System.out.println("[WARNING] " + test + " - skipped: " + reason);
    }
}
