using Microsoft.Extensions.Hosting;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Tests.Examples;

/// <summary>The program of the example in operator/Kubernetes' README. It is compiled, not run.</summary>
internal static class GreeterProgram
{
    public static async Task RunAsync(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddKubernetesClient(KubernetesClientConfiguration.LoadDefault());
        builder.Services.AddKubernetesOperator(new OperatorSettings { Name = "greeter" })
            .AddController<Greeter, V1Namespace>(sources => sources.Watches<V1ConfigMap>(
                config => [new EntityKey("", config.Metadata.Namespace!)], "app=greeter"));
        await builder.Build().RunAsync();
    }
}
