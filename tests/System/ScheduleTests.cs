using System.Globalization;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Xunit.Abstractions;

namespace Slipway.SystemTests;

public sealed class ScheduleTests(ITestOutputHelper output)
{
    /// <summary>So many models share a platform: their schedules go on at the same time.</summary>
    private const int AtOnce = 4;

    private const int Usually = 8;

    /// <summary>Eight seeds; as many as SEEDS says; or the one that SEED names: the first of each group, and how many it has.</summary>
    public static TheoryData<int, int> Groups { get; } = NewGroups();

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task No_schedule_loses_a_request_and_each_ends_as_asked(int first, int count)
    {
        await using var system = await LocalSystem.StartAsync();
        await using var shares = new ShareWatch(system.Client);
        var schedules = Enumerable.Range(first, count).Select(seed => new Schedule(seed, system)).ToList();

        var failures = (await Task.WhenAll(schedules.Select(schedule => schedule.RunAsync()))).OfType<string>().ToList();

        foreach (var failure in failures)
            output.WriteLine(failure);
        failures.ShouldBeEmpty();
        shares.Wrong.ShouldBeEmpty();
        await EverythingIsKnownAsync(system);
        foreach (var schedule in schedules)
            await system.Client.DeleteAsync<ModelDeployment>(schedule.Name, "default", DeleteOptions.Background, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await system.ListAsync<V1Pod>()).Count == 0, "no pod", LocalSystem.Patience);
        await EverythingIsKnownAsync(system);
        RuntimeProcesses.With(system.Scratch).ShouldBeEmpty();
    }

    /// <summary>What the operator has in its caches is what there is.</summary>
    private static async Task EverythingIsKnownAsync(LocalSystem system)
    {
        await system.UntilCachedAsync<ModelDeployment>(null);
        await system.UntilCachedAsync<V1ControllerRevision>(Labels.ManagedBySelector);
        await system.UntilCachedAsync<V1Deployment>(Labels.ManagedBySelector);
        await system.UntilCachedAsync<V1ReplicaSet>(Labels.ManagedBySelector);
        await system.UntilCachedAsync<V1Pod>(Labels.ManagedBySelector);
        await system.UntilCachedAsync<V1Service>(Labels.ManagedBySelector);
        await system.UntilCachedAsync<V1ServiceAccount>(Labels.ManagedBySelector);
        await system.UntilCachedAsync<V1NetworkPolicy>(Labels.ManagedBySelector);
    }

    private static TheoryData<int, int> NewGroups()
    {
        if (Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } one)
            return new() { { int.Parse(one, CultureInfo.InvariantCulture), 1 } };
        var seeds = Environment.GetEnvironmentVariable("SEEDS") is { Length: > 0 } many ? int.Parse(many, CultureInfo.InvariantCulture) : Usually;
        var groups = new TheoryData<int, int>();
        for (var first = 1; first <= seeds; first += AtOnce)
            groups.Add(first, Math.Min(AtOnce, seeds - first + 1));
        return groups;
    }
}
