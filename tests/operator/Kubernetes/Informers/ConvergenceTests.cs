using System.Net;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Informers;

/// <summary>Random changes over a network that fails at random. After quiet, the cache equals the server, and so does what handlers were told.</summary>
public sealed class ConvergenceTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_cache_and_what_handlers_were_told_end_up_equal_to_the_server(int seed)
    {
        using var fixture = new InformerFixture(seed, streamsLists: seed % 2 == 0, seed % 3 == 0 ? ["a", "b"] : []);
        var random = fixture.World.Random;
        var network = fixture.Client.Network;
        network.StreamsLists = (seed % 8) switch { 0 or 4 => true, 2 => false, _ => null };
        network.Latency = () => TimeSpan.FromMilliseconds(random.Next(50));
        network.Cuts = () => random.Next(8) == 0;
        network.Repeats = () => random.Next(6) == 0;
        network.Fault = _ => random.Next(10) == 0 ? FakeServer.Refusal(HttpStatusCode.ServiceUnavailable, "overloaded") : null;
        fixture.Start();

        for (var step = 0; step < 60; step++)
        {
            Change(fixture.Server, random);
            if (random.Next(12) == 0)
                fixture.Server.Compact();
            if (random.Next(10) == 0)
                network.IsDown = !network.IsDown;
            fixture.World.RunFor(TimeSpan.FromMilliseconds(random.Next(1500)));
        }

        network.IsDown = false;
        network.Cuts = null;
        network.Fault = null;
        fixture.World.RunFor(TimeSpan.FromSeconds(90));

        fixture.Running.IsCompleted.ShouldBeFalse($"seed {seed}: the informer ended: {fixture.Running.Exception}");
        fixture.Cached.ShouldBe(fixture.Stored, $"seed {seed}");
        Replay(fixture.Handler.Changes, seed).ShouldBe(fixture.Stored, $"seed {seed}");
        fixture.Informer.HasSynced.ShouldBeTrue($"seed {seed}");
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 200)];

    private static void Change(FakeServer server, Random random)
    {
        var key = new Entities.EntityKey(random.Next(2) == 0 ? "a" : "b", $"config{random.Next(5)}");
        if (server.Find<V1ConfigMap>(key) is not { } present)
        {
            server.Create(Samples.Config(key.Name, key.Namespace));
        }
        else if (random.Next(3) == 0)
        {
            server.Delete<V1ConfigMap>(key);
            if (random.Next(2) == 0)
                server.Create(Samples.Config(key.Name, key.Namespace));
        }
        else
        {
            present.Data = new Dictionary<string, string> { ["value"] = $"{random.Next()}" };
            server.Update(present);
        }
    }

    /// <summary>What someone knows who listened to every change, and whether what was told makes sense in its order.</summary>
    private static string[] Replay(IEnumerable<EntityChange<V1ConfigMap>> changes, int seed)
    {
        var known = new Dictionary<Entities.EntityKey, V1ConfigMap>();
        foreach (var change in changes)
        {
            var key = Entities.EntityKey.Of(change.Entity);
            var before = known.GetValueOrDefault(key);
            (before is null).ShouldBe(change.Kind == EntityChangeKind.Added, $"seed {seed}: {change.Kind} {key}");
            if (before is not null)
                change.Entity.Metadata.Uid.ShouldBe(before.Metadata.Uid, $"seed {seed}");
            if (change.Kind == EntityChangeKind.Deleted)
                known.Remove(key);
            else
                known[key] = change.Entity;
        }

        return [.. known.Select(item => $"{item.Key}@{item.Value.Metadata.ResourceVersion}").Order(StringComparer.Ordinal)];
    }
}
