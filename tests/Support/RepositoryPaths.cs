using System.Reflection;

namespace Slipway.Tests.Support;

/// <summary>Places in the checkout, known from the build and not from the working directory.</summary>
public static class RepositoryPaths
{
    /// <summary>Root of the checkout, ending in a directory separator.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The folder npm restored into, ending in a directory separator.</summary>
    public static string NodeModules { get; } = Metadata("NodeModules");

    private static string Metadata(string key) =>
        typeof(RepositoryPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value
            ?? throw new InvalidOperationException($"The build left {key} empty.");
}
