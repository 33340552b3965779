using System.Diagnostics;
using System.Text.Json;
using Slipway.Benchmarks.Shared;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Operator;

/// <summary>One controller through all phases, on a control plane of its own.</summary>
internal sealed class Run(ControlPlane plane, Contender contender, int size) : IDisposable
{
    private const string Space = "default";

    private const int Clients = 4;

    private readonly IKubernetesClient client = plane.NewClient();
    private readonly HttpClient http = plane.NewHttpClient();
    private readonly long[] changedAt = new long[size];

    public static async Task<RunResult> RunAsync(Func<ControlPlane, Contender> choose, int size)
    {
        await using var plane = await ControlPlane.StartAsync();
        using var run = new Run(plane, choose(plane), size);
        return await run.RunAsync();
    }

    public void Dispose() => http.Dispose();

    private async Task<RunResult> RunAsync()
    {
        await using var children = await ChildWatcher.StartAsync(client, Space);
        var controller = contender.Start();
        try
        {
            await client.CreateAsync(Deployment("probe"), WriteOptions.Default, CancellationToken.None);
            await children.UntilAsync(1);
            await QuietAsync();
            var create = await MeasureAsync(controller, () => ForAllAsync(CreateAsync), children, generation: 0);
            var idle = await IdleAsync(controller);
            var settled = ProcessMeter.ResidentMegabytes(controller.Id);
            var template = await MeasureAsync(controller, () => ForAllAsync(number => ChangeTemplateAsync(number, 1)), children, generation: 1);
            var peak = ProcessMeter.PeakMegabytes(controller.Id);
            await StopAsync(controller);

            await ForAllAsync(number => ChangeTemplateAsync(number, 2));
            ChildProcess? restarted = null;
            var cold = await MeasureAsync(() => restarted = controller = contender.Start(), children, generation: 2);
            var delete = await DeleteAsync(restarted!);
            return new RunResult
            {
                Create = create,
                Template = template,
                ColdStart = cold,
                Delete = delete,
                Idle = idle,
                PeakMegabytes = Math.Max(peak, ProcessMeter.PeakMegabytes(controller.Id)),
                SettledMegabytes = settled,
            };
        }
        catch (Exception error) when (controller.HasExited)
        {
            throw new InvalidOperationException($"{contender.Name} ended:\n{controller.Output}{controller.Errors}", error);
        }
        finally
        {
            await controller.DisposeAsync();
        }
    }

    /// <summary>Changes all objects and waits for their children. The changes themselves, one write each, are not the controller's.</summary>
    private async Task<PhaseResult> MeasureAsync(ChildProcess controller, Func<Task> change, ChildWatcher children, int generation)
    {
        var (requests, cpu, began) = (await ApiRequests.ReadAsync(http), ProcessMeter.CpuSeconds(controller.Id), Stopwatch.GetTimestamp());
        await change();
        await children.UntilAsync(1 + (size * (generation + 1)));
        return await ResultAsync(controller, requests, cpu, began, children, generation, ownWrites: size);
    }

    private async Task<PhaseResult> MeasureAsync(Func<ChildProcess> start, ChildWatcher children, int generation)
    {
        var (requests, began) = (await ApiRequests.ReadAsync(http), Stopwatch.GetTimestamp());
        Array.Fill(changedAt, began);
        var controller = start();
        await children.UntilAsync(1 + (size * (generation + 1)));
        return await ResultAsync(controller, requests, cpu: 0, began, children, generation, ownWrites: 0);
    }

    private async Task<PhaseResult> ResultAsync(
        ChildProcess controller, ApiRequests requests, double cpu, long began, ChildWatcher children, int generation, int ownWrites)
    {
        var seen = Enumerable.Range(0, size).Select(number => children.SeenAt(Name(number), generation)).ToList();
        var wall = Stopwatch.GetElapsedTime(began, seen.Max()).TotalSeconds;
        await QuietAsync();
        var made = await ApiRequests.ReadAsync(http) - requests;
        var latencies = seen.Select((at, number) => Stopwatch.GetElapsedTime(changedAt[number], at).TotalMilliseconds).Order().ToList();
        return new PhaseResult(
            wall, latencies[size / 2], latencies[size * 99 / 100], ProcessMeter.CpuSeconds(controller.Id) - cpu,
            (double)(made.Writes - ownWrites) / size, (double)made.Reads / size);
    }

    private async Task<PhaseResult> IdleAsync(ChildProcess controller)
    {
        var (requests, cpu) = (await ApiRequests.ReadAsync(http), ProcessMeter.CpuSeconds(controller.Id));
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
        var made = await ApiRequests.ReadAsync(http) - requests;
        return new PhaseResult(10, 0, 0, ProcessMeter.CpuSeconds(controller.Id) - cpu, made.Writes, made.Reads);
    }

    private async Task<PhaseResult> DeleteAsync(ChildProcess controller)
    {
        var (requests, cpu, began) = (await ApiRequests.ReadAsync(http), ProcessMeter.CpuSeconds(controller.Id), Stopwatch.GetTimestamp());
        await ForAllAsync(number => client.DeleteAsync<V1Deployment>(Name(number), Space, new DeleteOptions(), CancellationToken.None));
        var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await QuietAsync();
        var made = await ApiRequests.ReadAsync(http) - requests;
        return new PhaseResult(
            wall, 0, 0, ProcessMeter.CpuSeconds(controller.Id) - cpu, (double)(made.Writes - size) / size, (double)made.Reads / size);
    }

    /// <summary>Waits until the API server has had no write for a second.</summary>
    private async Task QuietAsync()
    {
        for (var (last, rounds) = (-1L, 0); rounds < 180; rounds++)
        {
            var writes = (await ApiRequests.ReadAsync(http)).Writes;
            if (writes == last)
                return;
            last = writes;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
        throw new TimeoutException($"{contender.Name} goes on writing after three minutes.");
    }

    private Task ForAllAsync(Func<int, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, size), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) => await act(number));

    private Task<V1Deployment> CreateAsync(int number)
    {
        changedAt[number] = Stopwatch.GetTimestamp();
        return client.CreateAsync(Deployment(Name(number)), WriteOptions.Default, CancellationToken.None);
    }

    private Task<V1Deployment> ChangeTemplateAsync(int number, int generation)
    {
        var patch = JsonSerializer.SerializeToElement(
            new { spec = new { template = new { metadata = new { annotations = new Dictionary<string, string> { ["generation"] = $"{generation}" } } } } });
        changedAt[number] = Stopwatch.GetTimestamp();
        return client.PatchAsync<V1Deployment>(Name(number), Space, new Patch(PatchType.Merge, patch), WriteOptions.Default, CancellationToken.None);
    }

    private static async Task StopAsync(ChildProcess controller)
    {
        controller.Signal("TERM");
        await controller.WaitAsync(TimeSpan.FromSeconds(30));
        await controller.DisposeAsync();
    }

    private static string Name(int number) => $"web-{number:00000}";

    private static V1Deployment Deployment(string name)
    {
        Dictionary<string, string> labels = new() { ["app"] = name };
        var deployment = new V1Deployment
        {
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = "registry.local/none:1" }] },
                },
            },
        };
        deployment.Metadata = new V1ObjectMeta { Name = name, Namespace = Space };
        return deployment;
    }
}
