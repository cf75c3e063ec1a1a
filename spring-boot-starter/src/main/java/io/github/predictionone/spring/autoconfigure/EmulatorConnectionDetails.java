package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.spring.PredictionOneConnectionDetails;
import java.net.URI;

/** The base URL and the secret key of the emulator. */
record EmulatorConnectionDetails(URI baseUrl, String secretKey) implements PredictionOneConnectionDetails {

    @Override
    public String toString() {
        return "EmulatorConnectionDetails[baseUrl=" + baseUrl + "]";
    }
}
