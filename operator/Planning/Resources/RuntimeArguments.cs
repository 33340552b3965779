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
        arguments.Add(spec.Model.Sha256 is { } digest ? $"--model-sha256={digest}" : $"--model-pin={PodVolumes.PinPath}");
        if (spec.Model.Credentials is not null)
            arguments.Add($"--credentials={PodVolumes.CredentialsPath}");
        arguments.AddRange(Defaults.ExecutionProvidersOf(spec).Select(provider => $"--execution-provider={provider}"));
        arguments.AddRange(Scheduling(spec.Runtime));
        arguments.Add($"--cache-dir={PodVolumes.CachePath}");
        if (spec.Cache?.SizeLimit is { } limit)
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--cache-limit={limit.ToDecimal():0}"));
        arguments.Add($"--drain-delay={GoDuration.Format(settings.DrainDelay)}");
        arguments.Add($"--drain-timeout={GoDuration.Format(settings.DrainTimeout)}");
        arguments.AddRange(settings.AllowedHosts.Select(host => $"--allow-host={host}"));
        arguments.AddRange(Gateway(model, settings));
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--http-port={RuntimePorts.Http}"));
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--grpc-port={RuntimePorts.Grpc}"));
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--admin-port={RuntimePorts.Admin}"));
        return arguments;
    }

    /// <summary>Whose requests alone are answered.</summary>
    private static IEnumerable<string> Gateway(ModelDeployment model, PlanningSettings settings) => settings.GatewayKeys.Count == 0
        ? []
        : [.. settings.GatewayKeys.Select(key => $"--gateway-key={key}"), $"--gateway-audience={model.Metadata.Namespace}/{model.Metadata.Name}"];

    /// <summary>Only what was asked for, so that the runtime's own defaults hold elsewhere.</summary>
    private static IEnumerable<string> Scheduling(RuntimeSpec? runtime)
    {
        if (runtime?.Batching?.MaxBatchSize is { } size)
            yield return $"--max-batch-size={size.Value}";
        if (runtime?.Batching?.MaxQueueDelay is { } delay)
            yield return $"--max-queue-delay={delay}";
        foreach (var axis in runtime?.Batching?.Axes ?? [])
            yield return string.Create(CultureInfo.InvariantCulture, $"--batch-axis={axis.Name}={(axis.Axis is { } number ? $"{number}" : "shared")}");
        if (runtime?.Instances is { } instances)
            yield return string.Create(CultureInfo.InvariantCulture, $"--instances={instances}");
        if (runtime?.Queue?.MaxLength is { } length)
            yield return string.Create(CultureInfo.InvariantCulture, $"--queue-length={length}");
        if (runtime?.Queue?.Timeout is { } timeout)
            yield return $"--queue-timeout={timeout}";
    }
}
