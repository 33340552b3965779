using System.Globalization;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Workloads;

/// <summary>
/// Gives a pod ports of its own, because all pods share the machine's address: in its containers' ports, in the arguments that set
/// them (<c>--http-port</c> for the port named http), and in probes that name a number.
/// </summary>
internal static class PodPorts
{
    public static void Rewrite(V1PodSpec spec, Func<int> next)
    {
        foreach (var container in spec.Containers ?? [])
            Rewrite(container, next);
    }

    private static void Rewrite(V1Container container, Func<int> next)
    {
        foreach (var port in container.Ports ?? [])
        {
            var (before, after) = (port.ContainerPort ?? 0, next());
            port.ContainerPort = after;
            container.Args = container.Args?.ConvertAll(argument => Rewrite(argument, port.Name, after));
            foreach (var probe in new[] { container.LivenessProbe, container.ReadinessProbe, container.StartupProbe })
            {
                if (probe?.HttpGet is { Port: { IsNumber: true } number } action && number.Value == before.ToString(CultureInfo.InvariantCulture))
                    action.Port = IntOrString.FromInt32(after);
            }
        }
    }

    private static string Rewrite(string argument, string? name, int port) =>
        argument.StartsWith($"--{name}-port=", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"--{name}-port={port}") : argument;
}
