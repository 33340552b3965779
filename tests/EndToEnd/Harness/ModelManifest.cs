using System.Text;

namespace Slipway.EndToEnd.Harness;

/// <summary>A small ModelDeployment for tests; what is null is left out.</summary>
public sealed record ModelManifest(string Name, string Uri)
{
    public string? Version { get; init; }

    public string? Sha256 { get; init; }

    public string? CredentialsSecret { get; init; }

    public int? Replicas { get; init; }

    public int? Gpus { get; init; }

    /// <summary>Null: CPU; with GPUs, which are advertised and not real, CUDA and then CPU.</summary>
    public string? ExecutionProviders { get; init; }

    /// <summary>Runtime image; null: the operator's.</summary>
    public string? Image { get; init; }

    /// <summary>Limits of each replica, such as <c>memory: 64Mi</c>.</summary>
    public string? Limits { get; init; }

    /// <summary>The lines of spec.rollout, indented by two; null: replaced versions stay for 3 s.</summary>
    public string? Rollout { get; init; }

    /// <summary>Further lines below spec, indented by two.</summary>
    public string? More { get; init; }

    public string ToYaml()
    {
        var yaml = new StringBuilder("apiVersion: slipway.dev/v1alpha1\nkind: ModelDeployment\n");
        yaml.Append($"metadata: {{name: {Name}}}\nspec:\n  model:\n    uri: {Uri}\n");
        Append(yaml, "    version: \"{0}\"\n", Version);
        Append(yaml, "    sha256: \"{0}\"\n", Sha256);
        Append(yaml, "    credentials: {{secretName: {0}}}\n", CredentialsSecret);
        Append(yaml, "  replicas: {0}\n", Replicas);
        yaml.Append("  resources:\n    requests: {cpu: 50m, memory: 64Mi}\n");
        Append(yaml, "    gpu: {{count: {0}}}\n", Gpus);
        Append(yaml, "    limits: {{{0}}}\n", Limits);
        yaml.Append($"  runtime:\n    executionProviders: [{ExecutionProviders ?? (Gpus is null ? "CPU" : "CUDA, CPU")}]\n");
        Append(yaml, "    image: {0}\n", Image);
        yaml.Append(Rollout ?? "  rollout: {scaleDownDelay: 3s}").Append('\n');
        Append(yaml, "{0}\n", More);
        return yaml.ToString();
    }

    private static void Append(StringBuilder yaml, string format, object? value)
    {
        if (value is not null)
            yaml.AppendFormat(null, format, value);
    }
}
