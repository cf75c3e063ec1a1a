package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.reactor.ClassifierOperations;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.ColumnInfo;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes a model through its life, step by step, as an application would.
 *
 * @param client sends the requests
 * @param watching waits for trainings, retrainings and classifiers
 * @param predicting predicts for files
 * @param console shows what happens
 * @param directory holds the input and output files
 */
record Lifecycle(
        PredictionOneClient client, Watching watching, Predicting predicting, Console console, Path directory) {

    private static final String NAME = "premium";
    private static final String TARGET = "premium";
    private static final int LEARNT_ROWS = 2_500;

    void run(int rows) throws IOException {
        step("Train");
        ModelId model = train(members("training.csv", 1, LEARNT_ROWS));

        step("List");
        for (Model listed : client.models().list().toIterable()) {
            console.show(listed, "model " + listed.id() + ", " + listed.name().orElse("-"));
        }
        for (DataSet listed : client.dataSets().list().toIterable()) {
            console.show(
                    listed, "data set " + listed.id() + ", " + listed.name().orElse("-"));
        }

        step("Deploy");
        Classifier classifier = deploy(model);

        step("Predict");
        Path answers = members("answers.csv", 2, rows);
        Path questions = Files.writeString(directory.resolve("rows.csv"), SampleData.questions(2, rows));
        predict(classifier, questions, "predictions.csv", answers);

        step("Retrain");
        RetrainJobId job = retrain(model, members("new-members.csv", 3, LEARNT_ROWS));

        step("Switch");
        Classifier switched = switchModel(classifier, job);

        step("Predict again");
        predict(switched, questions, "predictions-of-retrained.csv", answers);

        step("Clean up");
        cleanUp(switched);
    }

    private void step(String title) {
        console.say("");
        console.say("== " + title);
    }

    private Path members(String name, int seed, int rows) throws IOException {
        return Files.writeString(directory.resolve(name), SampleData.csv(seed, rows));
    }

    private ModelId train(Path data) {
        TrainingData files = TrainingData.of(data).withColumnInfo(ColumnInfo.infer(data));
        TrainingId id =
                client.uploadTrainingData(files, console::show).blockOptional().orElseThrow();
        client.train(TrainRequest.of(id, NAME, TrainingConfig.binaryClassification(TARGET, "yes")))
                .block();
        watching.toTheEnd(id);
        // The service does not report the id of the new model: it is the newest one with the training's name.
        return ModelChoice.of(client.models(), NAME);
    }

    private Classifier deploy(ModelId model) {
        CreatedClassifier created = client.classifiers()
                .create(ClassifierRequest.of(model, AccessRule.allow("127.0.0.0/8", 1)))
                .blockOptional()
                .orElseThrow();
        return watching.untilRunning(created.id());
    }

    private void predict(Classifier classifier, Path rows, String name, Path answers) throws IOException {
        Path out = directory.resolve(name);
        predicting.toFile(classifier, rows, out);
        PredictionCheck check = PredictionCheck.of(answers, out, TARGET);
        console.show(
                check,
                String.format(
                        "%d predictions, in the order of the rows; %.1f %% are correct",
                        check.rows(), 100 * check.accuracy()));
    }

    private RetrainJobId retrain(ModelId model, Path data) {
        RetrainJobId job = client.retraining()
                .upload(RetrainingData.of(model, data), console::show)
                .blockOptional()
                .orElseThrow();
        WatchOptions withDownload = watching.options()
                .withDownloadTo(directory.resolve("comparison.zip"))
                .withReplaceExisting(true);
        new Watching(client, withDownload, console).toTheEnd(job);
        return job;
    }

    private Classifier switchModel(Classifier classifier, RetrainJobId job) {
        client.retraining().switchModel(job).block();
        Classifier switched = watching.untilRunning(classifier.id());
        ModelId learnt = client.retraining()
                .status(job)
                .blockOptional()
                .flatMap(RetrainingStatus::modelId)
                .orElseThrow();
        PredictionCheck.require(
                switched.modelId().filter(learnt::equals).isPresent(), "the classifier does not have the new model");
        return switched;
    }

    private void cleanUp(Classifier classifier) {
        ClassifierOperations classifiers = client.classifiers();
        classifiers.delete(classifier.id()).block();
        watching.untilTerminated(classifier.id());
        client.models()
                .list()
                .concatMap(model -> client.models().delete(model.id()))
                .blockLast();
        client.dataSets()
                .list()
                .concatMap(dataSet -> client.dataSets().delete(dataSet.id()))
                .blockLast();
        PredictionCheck.require(
                client.models().list().count().blockOptional().orElseThrow() == 0, "a model is still listed");
        PredictionCheck.require(
                client.dataSets().list().count().blockOptional().orElseThrow() == 0, "a data set is still listed");
        console.say("All models and data sets are deleted.");
    }
}
