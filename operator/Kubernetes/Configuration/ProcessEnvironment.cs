namespace Slipway.Kubernetes.Configuration;

/// <summary>What configuration is found by; tests give their own.</summary>
/// <param name="Variable">Reads an environment variable; null when unset.</param>
/// <param name="HomeDirectory">Holds <c>.kube/config</c>.</param>
/// <param name="ServiceAccountDirectory">Where a pod finds its token, authority and namespace.</param>
internal sealed record ProcessEnvironment(Func<string, string?> Variable, string HomeDirectory, string ServiceAccountDirectory)
{
    public static ProcessEnvironment Current { get; } = new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "/var/run/secrets/kubernetes.io/serviceaccount");
}
