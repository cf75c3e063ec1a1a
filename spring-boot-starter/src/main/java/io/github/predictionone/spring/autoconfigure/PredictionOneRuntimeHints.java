package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.dataset.DataSetId;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.training.StatusEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/** The types and resources that a native image must keep. The client uses no other reflection. */
final class PredictionOneRuntimeHints implements RuntimeHintsRegistrar {

    private static final String PACKAGE = "io.github.predictionone.";
    private static final String INTERNAL = PACKAGE + "internal.";
    // By name, since they are not public. The hints include the records that each one contains.
    private static final List<String> WIRE = List.of(
            "DataSetInfoWire",
            "TrainRequestWire",
            "ModelsWire",
            "DataSetsWire",
            "RetrainingWire$Switched",
            "ClassifierWire$All",
            "ClassifierWire$One",
            "ClassifierRequests$CreateWire",
            "ClassifierRequests$UpdateWire",
            "InferenceWire");
    // Types that callers build and Jackson serializes, each with the private record that is its JSON form.
    private static final List<String> BUILT = List.of(
            "CredentialType",
            "classifier.AccessRule",
            "classifier.ClassifierRequest",
            "classifier.ClassifierUpdate",
            "training.ColumnInfo",
            "training.TimeSeries",
            "training.TrainRequest",
            "training.TrainingConfig");

    PredictionOneRuntimeHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        ReflectionHints reflection = hints.reflection();
        BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
        for (String record : WIRE) {
            binding.registerReflectionHints(
                    reflection, ClassUtils.resolveClassName(INTERNAL + "wire." + record, loader));
        }
        for (Class<?> events : new Class<?>[] {StatusEvent.class, RetrainingEvent.class, ClassifierEvent.class}) {
            binding.registerReflectionHints(reflection, events);
            binding.registerReflectionHints(reflection, events.getPermittedSubclasses());
        }
        for (String built : BUILT) {
            binding.registerReflectionHints(
                    reflection,
                    ClassUtils.resolveClassName(PACKAGE + built, loader),
                    ClassUtils.resolveClassName(PACKAGE + built + "$Values", loader));
        }
        binding.registerReflectionHints(
                reflection,
                ModelId.class,
                DataSetId.class,
                ClassifierId.class,
                Classifier.class,
                CreatedClassifier.class);
        reflection.registerType(
                TypeReference.of(INTERNAL + "text.FileNameSerializer"), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
        hints.resources().registerPattern("io/github/predictionone/reactor/internal/netty/version.properties");
    }
}
