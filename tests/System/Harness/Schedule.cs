using System.Globalization;
using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Cli.Rollouts;
using Slipway.Kubernetes.Models;
using Slipway.Tests.Support.Traffic;

namespace Slipway.SystemTests.Harness;

/// <summary>
/// What one seed makes happen to one model, under traffic: new versions, bad ones, scalings, lost runtimes, a person's word; then an
/// end that is known.
/// </summary>
internal sealed class Schedule(int seed, LocalSystem system)
{
    private const int Steps = 3;

    private static readonly string[] Strategies = [RolloutStrategies.Rolling, RolloutStrategies.Canary, RolloutStrategies.Canary, RolloutStrategies.BlueGreen];

    private static readonly string[] Wishes = [RolloutActions.Promote, RolloutActions.PromoteFull, RolloutActions.Pause, RolloutActions.Abort, RolloutActions.Retry];

    private readonly Random random = new(seed);

    private readonly List<string> story = [];

    private readonly HashSet<string> good = ["1"];

    private string strategy = "";

    private int version = 1;

    private int replicas = 1;

    private (string Uid, int Restarts)? lastKilled;

    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"seed-{seed}");

    /// <summary>All of it.</summary>
    /// <returns>What went wrong, with the story so far; null: nothing.</returns>
    public async Task<string?> RunAsync()
    {
        try
        {
            await HappenAsync();
            return null;
        }
        catch (Exception wrong) when (wrong is TimeoutException or ShouldAssertException)
        {
            return $"SEED={seed}: {wrong.Message}\n{string.Join('\n', story)}";
        }
    }

    private async Task HappenAsync()
    {
        strategy = Strategies[random.Next(Strategies.Length)];
        replicas = random.Next(1, 3);
        Say(TimeSpan.Zero, $"{strategy}, {replicas} replicas");
        await ApplyAsync("good.onnx");
        await system.UntilReadyAsync(Name, "1");
        await using var traffic = system.StartTraffic(Name, workers: 1, TimeSpan.FromMilliseconds(40));
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(traffic);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)), TimeProvider.System);
        }

        if (strategy == RolloutStrategies.Rolling || random.Next(3) > 0)
            await EndWellAsync(traffic);
        else
            await EndBadlyAsync(traffic);
        var report = await traffic.StopAsync();
        report.Failures.ShouldBeEmpty();
        report.Samples.ShouldNotBeEmpty();
        report.Samples.Select(sample => sample.Label!).Distinct().ShouldBeSubsetOf(good);
    }

    private async Task StepAsync(TrafficDriver traffic)
    {
        switch (random.Next(6))
        {
            case 0 or 1:
                await NewVersionAsync(traffic);
                break;
            case 2:
                await BadVersionAsync(traffic);
                break;
            case 3:
                replicas = random.Next(1, 3);
                Say(traffic.Elapsed, $"{replicas} replicas");
                await system.Client.SetScaleAsync<ModelDeployment>(Name, "default", replicas, CancellationToken.None);
                break;
            case 4 when strategy != RolloutStrategies.Rolling:
                await WishAsync(traffic);
                break;
            default:
                await KillOneAsync(traffic.Elapsed);
                break;
        }
    }

    private async Task NewVersionAsync(TrafficDriver traffic)
    {
        good.Add(Text(++version));
        Say(traffic.Elapsed, $"version {version}");
        await ApplyAsync("good.onnx");
    }

    private async Task BadVersionAsync(TrafficDriver traffic)
    {
        var file = random.Next(2) == 0 ? "none.onnx" : "corrupt.onnx";
        Say(traffic.Elapsed, $"version {++version}, which is {file}");
        await ApplyAsync(file);
    }

    private async Task WishAsync(TrafficDriver traffic)
    {
        var wish = Wishes[random.Next(Wishes.Length)];
        var model = (await system.Client.GetAsync<ModelDeployment>(Name, "default", CancellationToken.None))!;
        var answer = await new RolloutWish(system.Client, TimeProvider.System).SendAsync(model, wish, LocalSystem.Patience, CancellationToken.None);
        Say(traffic.Elapsed, $"{wish}: {answer}");
        answer.ShouldNotBeNull("a wish is answered");
    }

    /// <summary>Another replica must be there to answer: a model without any replica cannot.</summary>
    private async Task KillOneAsync(TimeSpan at)
    {
        if (!await HasRecoveredAsync())
            return;
        var serving = (await system.Client.GetAsync<ModelDeployment>(Name, "default", CancellationToken.None))!.Status.Traffic?.FirstOrDefault()?.Revision;
        var pods = (await system.ReadyPodsAsync(Name)).Where(pod => pod.Metadata.Labels!.GetValueOrDefault(Labels.Revision) == serving).ToList();
        if (pods.Count < 2)
            return;
        var pod = pods[random.Next(pods.Count)];
        Say(at, $"kill {pod.Metadata.Name}");
        lastKilled = (pod.Metadata.Uid!, pod.Status.ContainerStatuses![0].RestartCount ?? 0);
        RuntimeProcesses.Kill(pod);
    }

    /// <summary>Whether the one killed last serves again, or is gone; until then its status may still call it ready.</summary>
    private async Task<bool> HasRecoveredAsync() =>
        lastKilled is not { } killed
        || (await system.ListAsync<V1Pod>()).FirstOrDefault(pod => pod.Metadata.Uid == killed.Uid) is not { } pod
        || (pod.Status.ContainerStatuses![0] is { Ready: true } container && container.RestartCount > killed.Restarts);

    private async Task EndWellAsync(TrafficDriver traffic)
    {
        await NewVersionAsync(traffic);
        await system.UntilReadyAsync(Name, Text(version));
        await system.UntilAsync(Name, model => IsAt(model, RolloutPhase.Stable), "the rollout's end");
        await system.UntilPodsAsync(Name, replicas);
        (await system.AskAsync(Name)).ShouldBe(Text(version));
    }

    private async Task EndBadlyAsync(TrafficDriver traffic)
    {
        await BadVersionAsync(traffic);
        var model = await system.UntilAsync(
            Name, found => IsAt(found, RolloutPhase.Aborted) && ConditionList.IsTrue(found.Status.Conditions, ConditionTypes.Stalled), "the bad version to be given up");
        await system.UntilPodsAsync(Name, replicas);
        model.Status.Traffic.ShouldNotBeNull().Count(share => share.Weight > 0).ShouldBe(1);
        good.ShouldContain(await system.AskAsync(Name));
    }

    private static bool IsAt(ModelDeployment model, RolloutPhase phase) => (model.Status.Rollout?.Phase ?? nameof(RolloutPhase.Stable)) == phase.ToString();

    private Task<ModelDeployment> ApplyAsync(string file) => system.ApplyAsync(Name, Text(version), file, replicas, spec =>
    {
        spec.Rollout = new() { Strategy = strategy, ScaleDownDelay = "300ms" };
        if (strategy == RolloutStrategies.Canary)
            spec.Rollout.Steps = [new() { Weight = 30, Bake = "200ms" }, new() { Weight = 60, Bake = "200ms" }];
    });

    private void Say(TimeSpan at, string step) => story.Add(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,6:0.00} s {step}"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
