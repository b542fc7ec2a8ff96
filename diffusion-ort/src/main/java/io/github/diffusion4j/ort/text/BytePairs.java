package io.github.diffusion4j.ort.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The merges of byte-pair encoding (Sennrich, Haddow, Birch 2016, arXiv:1508.07909): of all
 * neighbours the pair learned first becomes one token, the leftmost first, until no pair is left.
 * Takes n log n steps for a word of n symbols.
 */
final class BytePairs {
  private static final int GONE = -1;

  private record Pair(int left, int right) {}

  private record Merge(int rank, int id) {}

  /** A pair that stood at a position when it was queued. */
  private record Candidate(int rank, int position, int id) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      return rank != other.rank
          ? Integer.compare(rank, other.rank)
          : Integer.compare(position, other.position);
    }
  }

  private final Map<Pair, Merge> merges = new HashMap<>();

  /**
   * @param file of the merges, for messages
   * @param pairs two tokens each, the first learned first
   */
  BytePairs(String file, List<String[]> pairs, Vocabulary vocabulary) {
    for (int rank = 0; rank < pairs.size(); rank++) {
      String[] pair = pairs.get(rank);
      if (pair.length != 2) {
        throw new IllegalArgumentException(
            "%s: merge %d is '%s', expected two tokens with one space between; download the file again"
                .formatted(file, rank + 1, String.join(" ", pair)));
      }
      merges.put(
          new Pair(id(file, pair[0], pair, vocabulary), id(file, pair[1], pair, vocabulary)),
          new Merge(rank, id(file, pair[0] + pair[1], pair, vocabulary)));
    }
  }

  private static int id(String file, String token, String[] pair, Vocabulary vocabulary) {
    @Nullable Integer id = vocabulary.find(token);
    if (id == null) {
      throw new IllegalArgumentException(
          ("%s: the merge '%s %s' needs the token '%s', which is not in the vocabulary of %s; take both from the"
                  + " same model")
              .formatted(file, pair[0], pair[1], token, vocabulary.file()));
    }
    return id;
  }

  /**
   * Merges the symbols of a word.
   *
   * @param ids of the symbols; the tokens are written over them
   * @return the ids of the tokens
   */
  IntStream merge(int[] ids) {
    int[] next = new int[ids.length];
    int[] previous = new int[ids.length];
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (int i = 0; i < ids.length; i++) {
      previous[i] = i - 1;
      next[i] = i + 1;
      offer(queue, ids, i, i + 1);
    }
    for (Candidate best = queue.poll(); best != null; best = queue.poll()) {
      int left = best.position();
      int right = next[left];
      if (ids[left] == GONE || !stands(best, ids, left, right)) {
        continue;
      }
      ids[left] = best.id();
      ids[right] = GONE;
      next[left] = next[right];
      if (next[left] < ids.length) {
        previous[next[left]] = left;
      }
      if (previous[left] >= 0) {
        offer(queue, ids, previous[left], left);
      }
      offer(queue, ids, left, next[left]);
    }
    return IntStream.of(ids).filter(id -> id != GONE);
  }

  private void offer(PriorityQueue<Candidate> queue, int[] ids, int left, int right) {
    @Nullable Merge merge = at(ids, left, right);
    if (merge != null) {
      queue.add(new Candidate(merge.rank(), left, merge.id()));
    }
  }

  private boolean stands(Candidate candidate, int[] ids, int left, int right) {
    @Nullable Merge merge = at(ids, left, right);
    return merge != null && merge.id() == candidate.id();
  }

  private @Nullable Merge at(int[] ids, int left, int right) {
    return right < ids.length ? merges.get(new Pair(ids[left], ids[right])) : null;
  }
}
