namespace Slipway.Kubernetes.Configuration;

/// <summary>A program that prints an ExecCredential, as cloud providers' kubeconfigs use.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins</remarks>
public sealed record ExecPlugin
{
    /// <summary>A path, or a name to look up in PATH.</summary>
    public required string Command { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Set for the program, on top of this process's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary><c>client.authentication.k8s.io/v1</c> or <c>…/v1beta1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Shown when the program is missing; null: nothing.</summary>
    public string? InstallHint { get; init; }

    /// <summary>Tells the program which cluster it is for. Null: it is not told.</summary>
    public ExecCluster? Cluster { get; init; }

    /// <summary>How long the program may take. Default one minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}
