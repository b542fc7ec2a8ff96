package io.github.diffusion4j.samples.site;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes the site: the pages that every page links to, and all that they lead to. */
public final class Site {
  private final Repository repository;
  private final Path folder;
  private final Markdown markdown;
  private final Listing listing;
  private final Lessons lessons;
  private final Layout layout;
  private final SearchIndex search = new SearchIndex();

  private Site(Path root, Path folder) {
    this.repository = new Repository(root);
    this.folder = folder;
    this.markdown = new Markdown(repository);
    this.listing = new Listing(repository, markdown);
    this.lessons = new Lessons(repository, markdown);
    this.layout = new Layout(repository);
  }

  /**
   * Makes the site anew and prints where it begins.
   *
   * @param args the root of the repository, where its Javadoc has been made; the folder to write to
   */
  public static void main(String... args) throws IOException {
    Path folder = Path.of(args[1]).toAbsolutePath();
    new Site(Path.of(args[0]).toAbsolutePath().normalize(), folder).make();
    System.out.println(folder.resolve("index.html"));
  }

  private void make() throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    Javadoc javadoc = new Javadoc(repository);
    javadoc.copyTo(folder);
    write(javadoc.page());
    byte[] style = Resources.toByteArray(Resources.getResource(Site.class, "style.css"));
    Files.write(folder.resolve(Layout.STYLE), style);

    Deque<Path> open = new ArrayDeque<>(layout.links());
    Set<Path> seen = new LinkedHashSet<>(open);
    while (!open.isEmpty()) {
      for (Path next : write(open.remove())) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    write(search.page());
    search.write(folder);
  }

  /** Writes what becomes of a file; the files that it leads to. */
  private Set<Path> write(Path file) throws IOException {
    return switch (repository.fate(file)) {
      case PAGE -> {
        Page page = markdown.page(file);
        search.add(page);
        yield write(lessons.join(file, page));
      }
      case LISTING -> write(lessons.join(file, listing.of(file)));
      case SOURCE -> write(new Source(repository, file).page());
      case COPY -> {
        Path copy = folder.resolve(repository.address(file));
        MoreFiles.createParentDirectories(copy);
        Files.copy(repository.root().resolve(file), copy);
        yield Set.of();
      }
      case NOTHING -> Set.of();
    };
  }

  private Set<Path> write(Page page) throws IOException {
    Path file = folder.resolve(page.address());
    MoreFiles.createParentDirectories(file);
    Files.writeString(file, layout.html(page));
    return page.links();
  }
}
