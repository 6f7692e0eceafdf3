namespace Konnect.Browser.Tests;

/// <summary>The browser of this machine: none is downloaded.</summary>
internal static class Chromium
{
    /// <summary>Its executable, or null when this machine has none.</summary>
    public static string? Executable { get; } =
        (from directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in new[] { "chromium", "chromium-browser", "google-chrome" }
         let file = Path.Combine(directory, name)
         where File.Exists(file)
         select file).FirstOrDefault();

    /// <summary>Why tests are skipped; null when they can run.</summary>
    public static string? Skip => Executable is null ? "No chromium on PATH" : null;
}

/// <summary>A test that needs a browser.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Skip;
}

/// <summary>A test that needs a browser, with data.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Skip;
}
