using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>The soak's controller as a program. Each second it writes how many keys wait in its queue.</summary>
internal static class SoakControllerProgram
{
    public static async Task<int> RunAsync(string kubeconfig)
    {
        KubernetesJson.Register(SoakJsonContext.Default);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddKubernetesClient(KubernetesClientConfiguration.LoadDefault(kubeconfig));
        builder.Services.AddKubernetesOperator(new OperatorSettings { Name = "soak", LeaderElection = false, MaxConcurrentReconciles = 32 })
            .AddController<SoakController, SoakModel>(sources => sources.Owns<V1ConfigMap>("app=soak"));
        using var host = builder.Build();
        using var listener = ListenToDepth();
        using var stop = new CancellationTokenSource();
        var telling = TellAsync(listener, stop.Token);
        await host.RunAsync();
        await stop.CancelAsync();
        await telling;
        return 0;
    }

    private static MeterListener ListenToDepth()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "workqueue_depth")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>(static (_, depth, _, _) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SoakSamples.DepthPrefix}{depth}")));
        listener.Start();
        return listener;
    }

    private static async Task TellAsync(MeterListener listener, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                listener.RecordObservableInstruments();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }
}
