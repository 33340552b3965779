namespace Slipway.Cli.Local.Files;

/// <summary>What is wrong in a file, and where.</summary>
internal sealed record ManifestError(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}
