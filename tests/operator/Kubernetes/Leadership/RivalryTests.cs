using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Leadership;

/// <summary>Two candidates, and at random: partitions, pauses, wrong clocks, slow requests. Never two leaders.</summary>
public sealed class RivalryTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void There_is_never_more_than_one_leader_and_in_the_end_there_is_one(int seed)
    {
        var world = new World(seed);
        var server = new FakeServer();
        var all = new List<Candidate>();
        var random = world.Random;
        for (var number = 0; number < 2; number++)
            Enter(all, world, server);

        for (var step = 0; step < 50; step++)
        {
            Disturb(all[random.Next(all.Count)], random);
            world.RunUntil(() => Leaders(all) > 1, TimeSpan.FromSeconds(random.Next(1, 12)))
                .ShouldBeFalse($"seed {seed}: two leaders at {world.Clock.Elapsed}");
            if (all.TrueForAll(candidate => candidate.Running!.IsCompleted) || random.Next(10) == 0)
                Enter(all, world, server);
        }

        foreach (var candidate in all)
            Heal(candidate);
        Enter(all, world, server);
        world.RunFor(TimeSpan.FromSeconds(60));
        Leaders(all).ShouldBe(1, $"seed {seed}");
        all.ForEach(candidate => candidate.Dispose());
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 60)];

    private static int Leaders(List<Candidate> all) => all.Count(candidate => candidate.Elector.IsLeading);

    private static void Enter(List<Candidate> all, World world, FakeServer server)
    {
        var candidate = new Candidate(world, server, $"candidate{all.Count}");
        all.Add(candidate);
        candidate.Start();
    }

    private static void Disturb(Candidate candidate, Random random)
    {
        var network = candidate.Client.Network;
        switch (random.Next(7))
        {
            case 0:
                network.IsDown = true;
                break;
            case 1:
                network.IsBlackHole = true;
                break;
            case 2:
                candidate.Process.IsPaused = true;
                break;
            case 3:
                candidate.Process.Clock.Error = TimeSpan.FromMinutes(random.Next(-5, 6));
                break;
            case 4:
                network.Latency = () => TimeSpan.FromMilliseconds(random.Next(6000));
                break;
            case 5:
                candidate.IsStubborn = true;
                break;
            default:
                Heal(candidate);
                break;
        }
    }

    private static void Heal(Candidate candidate)
    {
        candidate.Process.IsPaused = false;
        candidate.Client.Network.IsDown = false;
        candidate.Client.Network.IsBlackHole = false;
        candidate.Client.Network.Latency = null;
    }
}
