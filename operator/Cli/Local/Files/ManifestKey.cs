namespace Slipway.Cli.Local.Files;

/// <summary>Names an object of a file.</summary>
internal sealed record ManifestKey(string Kind, string Namespace, string Name)
{
    public override string ToString() => $"{Kind} {(Namespace.Length == 0 ? Name : $"{Namespace}/{Name}")}";
}
