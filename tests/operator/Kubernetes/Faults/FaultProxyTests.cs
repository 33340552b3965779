using Microsoft.AspNetCore.Http;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;
using Slipway.Tests.Support;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>Each way in which a network or a server fails, over real connections. Afterwards the cache equals the server.</summary>
public sealed class FaultProxyTests
{
    private const string Gone = """{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}""";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    /// <summary>What spoils the first connections; list and watch have one each.</summary>
    private static Dictionary<string, ConnectionFault> ConnectionFaults { get; } = new()
    {
        ["cut at once"] = new() { CutAfterBytes = 0 },
        ["cut within the head"] = new() { CutAfterBytes = 20 },
        ["cut mid-line"] = new() { CutAfterBytes = 250 },
        ["split within characters"] = new() { PieceBytes = 1 },
        ["slow body"] = new() { PieceBytes = 64, Pause = TimeSpan.FromMilliseconds(2) },
        ["refused connection"] = new() { IsRefused = true },
    };

    private static Dictionary<string, RequestDelegate> ServerFaults { get; } = new()
    {
        ["429 with Retry-After"] = Answers.Refuse(429, "1"),
        ["500"] = Answers.Refuse(500),
        ["503 with Retry-After"] = Answers.Refuse(503, "1"),
        ["504"] = Answers.Refuse(504),
        ["409"] = Answers.Refuse(409),
        ["410"] = Answers.Refuse(410),
        ["410 in the stream"] = Answers.Lines(Gone),
        ["no JSON"] = Answers.Lines("<html>"),
        ["an empty answer"] = Answers.Lines(),
    };

    public static TheoryData<string> ConnectionFaultNames => [.. ConnectionFaults.Keys];

    public static TheoryData<string> ServerFaultNames => [.. ServerFaults.Keys];

    [Theory]
    [MemberData(nameof(ConnectionFaultNames))]
    public async Task A_broken_connection_is_made_up_for(string fault)
    {
        await using var connection = await FaultyConnection.OpenAsync();
        connection.Create("grün-漢字-🚢");
        for (var repeat = 0; repeat < 4; repeat++)
            connection.Proxy.Then(ConnectionFaults[fault]);
        connection.Start();
        connection.Create("second");
        await connection.ConvergedAsync(fault);
        connection.Create("third-🚢");
        await connection.ConvergedAsync(fault);

        connection.Proxy.Waiting.ShouldBeLessThanOrEqualTo(2, "the list and the watch met one each");
    }

    [Theory]
    [MemberData(nameof(ServerFaultNames))]
    public async Task An_answer_of_a_server_in_trouble_is_made_up_for_by_list_and_watch_alike(string fault)
    {
        await using var connection = await FaultyConnection.OpenAsync();
        connection.Create("one");
        for (var repeat = 0; repeat < 3; repeat++)
            connection.Server.Then(ServerFaults[fault]);
        connection.Start();
        await connection.ConvergedAsync(fault);
        connection.Create("two");
        await connection.ConvergedAsync(fault);

        connection.Server.Waiting.ShouldBe(0, "every fault was met");
    }

    [Fact]
    public async Task Row_03_a_half_open_watch_is_noticed_by_the_read_deadline()
    {
        await using var connection = await FaultyConnection.OpenAsync();
        connection.Start();
        await Eventually.TrueAsync(() => connection.Server.Watches == 1, "the watch", TimeSpan.FromSeconds(60));
        connection.Create("heard");
        await connection.ConvergedAsync("the watch's first event");
        connection.Proxy.Silence();
        connection.Create("unheard");

        await connection.ConvergedAsync("a black hole", FaultyConnection.ReadDeadline);
        connection.Proxy.Accepted.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task An_answer_that_is_no_list_takes_nothing_from_the_cache()
    {
        await using var connection = await FaultyConnection.OpenAsync();
        connection.Create("one");
        connection.Start();
        await connection.ConvergedAsync("the first list");
        await Eventually.TrueAsync(() => connection.Server.Watches == 1, "the watch", TimeSpan.FromSeconds(60));

        // The watch ends, and the list that follows is answered with something else.
        connection.Server.Then(Answers.Lines(Gone));
        connection.Server.Do(store =>
        {
            store.Age(50);
            store.Compact();
            return store.Create(Samples.Config("two"));
        });
        await connection.ConvergedAsync("an answer that is no list");
        await Eventually.TrueAsync(() => connection.Handler.Changes.Count >= 2, "the handler to hear", TimeSpan.FromSeconds(60));

        connection.Server.Waiting.ShouldBe(0);
        connection.Handler.Told.ShouldBe(["Added one", "Added two"]);
    }

    [Fact]
    public async Task Duplicates_are_told_once()
    {
        await using var connection = await FaultyConnection.OpenAsync();
        connection.Server.Repeats = true;
        connection.Start();
        await connection.ConvergedAsync("the first list");
        connection.Create("one");
        connection.Create("two");
        await connection.ConvergedAsync("duplicates");
        await Eventually.TrueAsync(() => connection.Handler.Changes.Count >= 2, "the handler to hear", TimeSpan.FromSeconds(60));

        connection.Handler.Told.ShouldBe(["Added one", "Added two"]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task After_quiet_the_cache_equals_the_server_whatever_happened(int seed)
    {
        var random = new Random(seed);
        var connectionFaults = ConnectionFaults.Values.ToArray();
        var serverFaults = ServerFaults.Values.ToArray();
        await using var connection = await FaultyConnection.OpenAsync(http2: seed % 4 == 0, streamsLists: seed % 2 == 0);
        connection.Server.StreamsLists = seed % 6 != 0;
        connection.Server.GoesAway = seed % 4 == 0 ? () => Random.Shared.Next(10) == 0 : null;
        connection.Start();
        for (var step = 0; step < 20; step++)
        {
            if (random.Next(3) == 0)
                connection.Proxy.Then(random.GetItems(connectionFaults, 1)[0] with { CutAfterBytes = random.Next(600) });
            if (random.Next(4) == 0)
                connection.Server.Then(random.GetItems(serverFaults, 1)[0]);
            connection.Server.Do(store => Change(store, random));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5)), TimeProvider.System);
        }

        await connection.ConvergedAsync($"seed {seed}");
    }

    private static bool Change(FakeServer store, Random random)
    {
        var key = Samples.Key($"a/config{random.Next(4)}");
        if (random.Next(8) == 0)
            store.Compact();
        if (store.Find<V1ConfigMap>(key) is not { } present)
            store.Create(Samples.Config(key.Name, key.Namespace));
        else if (random.Next(3) == 0)
            store.Delete<V1ConfigMap>(key);
        else
            store.Update(present);
        return true;
    }
}
