using System.Globalization;
using Slipway.Api;
using Slipway.Api.Durations;

namespace Slipway.Planning.Resources;

/// <summary>Arguments of the runtime's container (decision 0001).</summary>
internal static class RuntimeArguments
{
    public static List<string> Of(ModelDeployment model, string version, PlanningSettings settings)
    {
        var spec = model.Spec;
        var arguments = new List<string>
        {
            "serve",
            $"--model-name={model.Metadata.Name}",
            $"--model-version={version}",
            $"--model-uri={spec.Model.Uri}",
        };
        if (spec.Model.Sha256 is { } digest)
            arguments.Add($"--model-sha256={digest}");
        if (spec.Model.Credentials is not null)
            arguments.Add($"--credentials={PodVolumes.CredentialsPath}");
        arguments.AddRange(Defaults.ExecutionProvidersOf(spec).Select(provider => $"--execution-provider={provider}"));
        arguments.Add($"--cache-dir={PodVolumes.CachePath}");
        arguments.Add($"--drain-delay={GoDuration.Format(settings.DrainDelay)}");
        arguments.Add($"--drain-timeout={GoDuration.Format(settings.DrainTimeout)}");
        arguments.AddRange(settings.AllowedHosts.Select(host => $"--allow-host={host}"));
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--http-port={RuntimePorts.Http}"));
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--grpc-port={RuntimePorts.Grpc}"));
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--admin-port={RuntimePorts.Admin}"));
        return arguments;
    }
}
