using System.Text;
using Slipway.Benchmarks.Shared;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Benchmarks;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>Many models, changed without end: queue, memory and latency must stay where they are.</summary>
internal static class SoakRun
{
    private const string Space = "default";

    public static async Task<int> RunAsync(SoakOptions options)
    {
        KubernetesJson.Register(SoakJsonContext.Default);
        await using var plane = await ControlPlane.StartAsync();
        var client = plane.NewClient();
        await InstallAsync(client);
        var load = new SoakLoad(client, Space, options);
        using var stop = new CancellationTokenSource();
        var watching = load.WatchAsync(await VersionAsync(client), stop.Token);
        await load.CreateAllAsync();
        Console.WriteLine($"{options.Objects} objects exist.");

        await using var controller = ChildProcess.Start(Environment.ProcessPath!, ["soak-controller", plane.Kubeconfig]);
        await SettledAsync(load, controller, TimeSpan.FromMinutes(5));
        Console.WriteLine($"All are reconciled; {options.ChangesPerSecond} changes a second for {options.Seconds} s.");
        load.BeginToCount();
        var (memory, depths, rate) = await MeasureAsync(load, controller);
        await SettledAsync(load, controller, TimeSpan.FromMinutes(1));

        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ReportAsync(options, load, memory, depths, rate, ProcessMeter.CpuSeconds(controller.Id));
        return 0;
    }

    private static async Task InstallAsync(IKubernetesClient client)
    {
        await client.ApplyAsync(
            KubernetesJson.Read<V1CustomResourceDefinition>(Encoding.UTF8.GetBytes(SoakModel.Definition)), WriteOptions.Default, CancellationToken.None);
        await Eventually.TrueAsync(async () => await IsServedAsync(client), "the kind to be served", TimeSpan.FromSeconds(60));
    }

    /// <summary>A list proves more than discovery, whose answers are kept for a while.</summary>
    private static async Task<bool> IsServedAsync(IKubernetesClient client)
    {
        try
        {
            await client.ListAsync<SoakModel>(Space, ListOptions.Everything, CancellationToken.None);
            return true;
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    private static async Task<string> VersionAsync(IKubernetesClient client) =>
        (await client.ListAsync<SoakModel>(Space, ListOptions.Everything, CancellationToken.None)).Metadata.ResourceVersion!;

    private static async Task SettledAsync(SoakLoad load, ChildProcess controller, TimeSpan limit)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (load.Outstanding > 0 && TimeProvider.System.GetElapsedTime(begun) < limit)
        {
            if (controller.HasExited)
                throw new InvalidOperationException($"The controller ended:\n{controller.Output}{controller.Errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <returns>Megabytes and queue depths, each second, and changes per second.</returns>
    private static async Task<(List<double> Memory, List<double> Depths, double Rate)> MeasureAsync(SoakLoad load, ChildProcess controller)
    {
        var memory = new List<double>();
        var before = SoakSamples.Depths(controller.Output).Count;
        var changing = load.ChangeAsync();
        while (!changing.IsCompleted)
        {
            memory.Add(ProcessMeter.ResidentMegabytes(controller.Id));
            await Task.WhenAny(changing, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
        }

        return (memory, SoakSamples.Depths(controller.Output)[before..], await changing);
    }

    private static Task ReportAsync(
        SoakOptions options, SoakLoad load, IReadOnlyList<double> memory, IReadOnlyList<double> depths, double rate, double cpuSeconds)
    {
        var report = new BenchmarkReport("soak-operator");
        report.Goal("changes per second", rate, ">=", options.ChangesPerSecond * 0.98);
        report.Goal("p99 seconds from change to status seen", SoakSamples.Quantile(load.Latencies, 0.99), "<=", 1);
        report.Goal("memory, last third / middle third", SoakSamples.LastThird(memory) / SoakSamples.MiddleThird(memory), "<=", 1.1);
        report.Goal("keys waiting, last third - middle third", SoakSamples.LastThird(depths) - SoakSamples.MiddleThird(depths), "<=", 20);
        report.Goal("objects whose last change was never reconciled", load.Outstanding, "<=", 0);
        report.Figure("objects", options.Objects);
        report.Figure("seconds", options.Seconds);
        report.Figure("changesPerSecond", rate);
        report.Figure("latency.p50Seconds", SoakSamples.Quantile(load.Latencies, 0.5));
        report.Figure("latency.p99Seconds", SoakSamples.Quantile(load.Latencies, 0.99));
        report.Figure("latency.maxSeconds", SoakSamples.Quantile(load.Latencies, 1));
        report.Figure("megabytes.middleThird", SoakSamples.MiddleThird(memory));
        report.Figure("megabytes.lastThird", SoakSamples.LastThird(memory));
        report.Figure("megabytes.peak", memory.Max());
        report.Figure("queue.max", depths.DefaultIfEmpty().Max());
        report.Figure("controller.cpuSeconds", cpuSeconds);
        return report.WriteAsync();
    }
}
