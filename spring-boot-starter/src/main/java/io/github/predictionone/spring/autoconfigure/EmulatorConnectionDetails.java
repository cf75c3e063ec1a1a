package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.spring.PredictionOneConnectionDetails;
import java.net.URI;

/** Where the emulator is. */
record EmulatorConnectionDetails(URI baseUrl, String secretKey) implements PredictionOneConnectionDetails {

    @Override
    public String toString() {
        return "EmulatorConnectionDetails[baseUrl=" + baseUrl + "]";
    }
}
