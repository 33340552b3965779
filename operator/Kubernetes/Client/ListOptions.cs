namespace Slipway.Kubernetes.Client;

/// <summary>Which objects to list.</summary>
public sealed record ListOptions
{
    public static ListOptions Everything { get; } = new();

    /// <summary>For example <c>app=web,tier!=cache</c>; null: all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>For example <c>involvedObject.uid=…</c>; null: all.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>"0": any version the server has at hand (cheap); null: the most recent.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Objects per request; the list is complete whatever the size.</summary>
    public int PageSize { get; init; } = 500;
}
