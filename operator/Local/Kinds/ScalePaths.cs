namespace Slipway.Local.Kinds;

/// <summary>Where the scale subresource finds its values, as member names from the object's root.</summary>
internal sealed record ScalePaths(string[] SpecReplicas, string[] StatusReplicas, string[]? Selector)
{
    /// <summary>From JSON paths such as <c>.spec.replicas</c>.</summary>
    public static ScalePaths Parse(string specReplicas, string statusReplicas, string? selector) =>
        new(Split(specReplicas), Split(statusReplicas), selector is null ? null : Split(selector));

    private static string[] Split(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);
}
