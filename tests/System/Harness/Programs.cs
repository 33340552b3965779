using Slipway.Tests.Support;

namespace Slipway.SystemTests.Harness;

/// <summary>The programs under test: those in SLIPWAY_PROGRAMS, compiled ahead as users get them, or those built beside the tests.</summary>
internal static class Programs
{
    private static readonly string? Given = Environment.GetEnvironmentVariable("SLIPWAY_PROGRAMS") is { Length: > 0 } folder
        ? Path.GetFullPath(folder, RepositoryPaths.Root)
        : null;

    /// <summary>Whether they are as users get them, and nothing else runs beside the tests.</summary>
    public static bool AreReleased => Given is not null;

    public static string Slipway { get; } = At("slipway");

    public static string Runtime { get; } = At("slipway-runtime");

    private static string At(string name) => Path.Join(Given ?? AppContext.BaseDirectory, name);
}
