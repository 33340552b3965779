using System.Net;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;
using Result = Slipway.Kubernetes.Controllers.ReconciliationResult<Slipway.Kubernetes.Models.V1ConfigMap>;

namespace Slipway.Kubernetes.Tests.Controllers;

/// <summary>
/// Random changes, a network and a controller that fail at random. At most one worker per object is asserted by the
/// controller itself; after quiet, the last change of every object has been reconciled, and every object that was
/// reconciled and is gone has been told as deleted, once.
/// </summary>
public sealed class ConvergenceTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_last_change_is_reconciled(int seed)
    {
        using var fixture = new OperatorFixture(seed, OperatorFixture.Alone with { StreamingLists = true }, add: builder =>
        {
            builder.AddController<ScriptedController, V1ConfigMap>();
            if (seed % 2 == 0)
                builder.AddFinalizer<ScriptedController, V1ConfigMap>("test/only");
        });
        var random = fixture.World.Random;
        Disturb(fixture, random);
        fixture.Start();
        for (var step = 0; step < 40; step++)
        {
            Change(fixture.Server, random);
            if (random.Next(15) == 0)
                fixture.Server.Compact();
            if (random.Next(12) == 0)
                fixture.Client.Network.IsDown = !fixture.Client.Network.IsDown;
            fixture.RunFor(random.NextDouble() * 1.5);
        }

        Calm(fixture);
        fixture.RunFor(2500);

        fixture.Running!.IsCompleted.ShouldBeFalse($"seed {seed}: {fixture.Running.Exception}");
        var live = fixture.Server.All<V1ConfigMap>(null);
        foreach (var config in live)
            fixture.Controller.LastSeen[config.Metadata.Uid!].ShouldBe(config.Metadata.ResourceVersion, $"seed {seed}: {config.Metadata.Name}");
        CheckDeletions(fixture, live, seed);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 200)];

    private static void Disturb(OperatorFixture fixture, Random random)
    {
        var network = fixture.Client.Network;
        network.StreamsLists = random.Next(3) switch { 0 => true, 1 => false, _ => null };
        network.Latency = () => TimeSpan.FromMilliseconds(random.Next(40));
        network.Cuts = () => random.Next(10) == 0;
        network.Repeats = () => random.Next(6) == 0;
        network.Fault = _ => random.Next(10) == 0 ? FakeServer.Refusal(HttpStatusCode.ServiceUnavailable, "overloaded") : null;
        async Task<Result> SometimesAsync(V1ConfigMap config, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300)), fixture.Process.Clock, cancellationToken);
            return random.Next(6) switch
            {
                0 => throw new InvalidOperationException("bug"),
                1 => Result.Failure(config, "not yet"),
                2 => Result.Success(config, TimeSpan.FromSeconds(random.Next(1, 30))),
                _ => Result.Success(config),
            };
        }

        fixture.Controller.OnReconcile = fixture.Controller.OnDeleted = fixture.Controller.OnFinalize = SometimesAsync;
    }

    private static void Calm(OperatorFixture fixture)
    {
        var network = fixture.Client.Network;
        network.IsDown = false;
        network.Cuts = null;
        network.Fault = null;
        fixture.Controller.OnReconcile = fixture.Controller.OnDeleted = fixture.Controller.OnFinalize = ScriptedController.Succeed;
    }

    private static void Change(FakeServer server, Random random)
    {
        var key = new EntityKey("a", $"config{random.Next(4)}");
        if (server.Find<V1ConfigMap>(key) is not { } present)
        {
            server.Create(Samples.Config(key.Name));
        }
        else if (random.Next(3) == 0)
        {
            server.Delete<V1ConfigMap>(key);
        }
        else if (present.Metadata.DeletionTimestamp is null)
        {
            present.Data = new Dictionary<string, string> { ["value"] = $"{random.Next()}" };
            server.Update(present);
        }
    }

    private static void CheckDeletions(OperatorFixture fixture, List<V1ConfigMap> live, int seed)
    {
        var calls = fixture.Controller.Calls;
        var reconciled = Uids(calls, "reconcile ");
        var deleted = Uids(calls, "deleted ");
        deleted.Intersect(live.Select(config => config.Metadata.Uid!)).ShouldBeEmpty($"seed {seed}: told as deleted, but there");
        reconciled.Except(deleted).Except(live.Select(config => config.Metadata.Uid!)).ShouldBeEmpty($"seed {seed}: gone, but not told");
    }

    private static HashSet<string> Uids(IEnumerable<string> calls, string call) =>
        [.. calls.Where(made => made.StartsWith(call, StringComparison.Ordinal)).Select(made => made.Split('/')[1])];
}
