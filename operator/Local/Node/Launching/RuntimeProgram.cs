namespace Slipway.Local.Node.Launching;

/// <summary>How slipway-runtime is started.</summary>
/// <param name="FileName">The program; a path, or a name to be found in PATH.</param>
/// <param name="Arguments">What comes before the container's arguments, such as the path of a .dll for <c>dotnet</c>.</param>
public sealed record RuntimeProgram(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>A program, or a .dll for <c>dotnet</c>.</summary>
    public static RuntimeProgram At(string path) => path.EndsWith(".dll", StringComparison.Ordinal) ? new("dotnet", [path]) : new(path, []);
}
