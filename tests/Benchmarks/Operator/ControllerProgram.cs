using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Models;

namespace Slipway.Benchmarks.Operator;

/// <summary>Our controller as a program, with the limits that the other one is given: 1,000 requests per second, 5 workers.</summary>
internal static class ControllerProgram
{
    public const int RequestsPerSecond = 1_000;

    public const int Workers = 5;

    public static async Task<int> RunAsync(string kubeconfig)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<RateLimiter>(new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = RequestsPerSecond,
            TokensPerPeriod = RequestsPerSecond / 100,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(10),
            QueueLimit = 100_000,
        }));
        builder.Services.AddKubernetesClient(KubernetesClientConfiguration.LoadDefault(kubeconfig));
        builder.Services.AddKubernetesOperator(new OperatorSettings { Name = "bench", LeaderElection = false, MaxConcurrentReconciles = Workers })
            .AddController<DeploymentController, V1Deployment>(sources => sources.Owns<V1ReplicaSet>());
        await builder.Build().RunAsync();
        return 0;
    }
}
