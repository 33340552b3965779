using System.Net;
using System.Net.Sockets;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Launching;
using Slipway.Local.Node.Pods;
using Slipway.Local.Node.Probes;
using Slipway.Local.Node.Workloads;
using Slipway.Tests.Support;

namespace Slipway.Local.Tests.Node;

public sealed class NodePartsTests
{
    [Fact]
    public void Restarts_wait_ever_longer_until_something_ran_for_long()
    {
        var backoff = new RestartBackoff(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60));

        int[] waits = [.. Enumerable.Range(0, 6).Select(_ => (int)backoff.After(TimeSpan.FromSeconds(1)).TotalSeconds)];

        waits.ShouldBe([0, 10, 20, 40, 60, 60]);
        backoff.After(TimeSpan.FromSeconds(120)).ShouldBe(TimeSpan.Zero);
        backoff.After(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(false, 1, 2, "+", "+")]
    [InlineData(false, 2, 2, "++", ".+")]
    [InlineData(true, 1, 2, "-+--+", "...-+")]
    [InlineData(true, 1, 3, "--+---", ".....-")]
    [InlineData(false, 1, 2, "---", "...")]
    public void Verdicts_change_only_at_their_thresholds(bool isHealthy, int successes, int failures, string answers, string expected)
    {
        var counter = new ProbeCounter(isHealthy, successes, failures);

        string.Concat(answers.Select(answer => counter.Note(answer == '+') ? counter.IsHealthy ? '+' : '-' : '.')).ShouldBe(expected);
    }

    [Fact]
    public void A_failing_streak_from_the_start_is_known()
    {
        var counter = new ProbeCounter(isHealthy: false, successes: 1, failures: 2);

        counter.Note(false);
        counter.HasFailed.ShouldBeFalse();
        counter.Note(false);

        counter.HasFailed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("s3://models/a/1/model.onnx", "file://{0}/a/1/model.onnx")]
    [InlineData("s3://models/special/x.onnx", "https://example.com/y/x.onnx")]
    [InlineData("https://elsewhere/x.onnx", "https://elsewhere/x.onnx")]
    [InlineData("s3://models/with%20space/", "file://{0}/with%20space/")]
    [InlineData("s3://models/x.onnx?version=2", "file://{0}/x.onnx")]
    public void Addresses_are_replaced_by_the_longest_prefix(string address, string expected)
    {
        var map = new UriMap([UriMapping.Parse("s3://models/=./models", "/data"), UriMapping.Parse("s3://models/special/=https://example.com/y/", "/data")]);

        map.Rewrite(address).ShouldBe(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, "/data/models"));
    }

    [Fact]
    public void Of_several_targets_the_first_that_has_the_file_counts()
    {
        using var first = new TemporaryDirectory();
        using var second = new TemporaryDirectory();
        second.Write("model.onnx", [1]);
        var map = new UriMap([new UriMapping("http://models/", first.Path), new UriMapping("http://models/", second.Path)]);

        map.Rewrite("http://models/model.onnx").ShouldBe($"file://{second.Path}/model.onnx");
        map.Rewrite("http://models/none.onnx").ShouldBe($"file://{first.Path}/none.onnx");
    }

    [Theory]
    [InlineData("models=./x")]
    [InlineData("s3://models/")]
    [InlineData("s3://models/=")]
    public void A_mapping_needs_a_prefix_and_a_target(string text) => Should.Throw<FormatException>(() => UriMapping.Parse(text, "/"));

    [Fact]
    public void Probes_by_number_follow_the_port()
    {
        var container = new V1Container
        {
            Ports = [new() { Name = "http", ContainerPort = 8080 }],
            Args = ["--http-port=8080", "--admin-port=9090"],
            ReadinessProbe = new() { HttpGet = new() { Port = 8080 } },
            LivenessProbe = new() { HttpGet = new() { Port = "http" } },
        };

        PodPorts.Rewrite(new V1PodSpec { Containers = [container] }, () => 40000);

        container.Args.ShouldBe(["--http-port=40000", "--admin-port=9090"]);
        container.ReadinessProbe.HttpGet!.Port!.Value.Value.ShouldBe("40000");
        container.LivenessProbe.HttpGet!.Port!.Value.Value.ShouldBe("http");
    }

    [Fact]
    public void A_reserved_port_is_free_for_a_server_that_asks_for_it_again_and_again()
    {
        using var reservations = new PortReservations();
        using var reserved = reservations.Reserve();
        var port = reserved.Next();

        for (var start = 0; start < 3; start++)
        {
            using var server = new TcpListener(IPAddress.Loopback, port);
            server.Start();
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            using var accepted = server.AcceptTcpClient();
        }
    }

    [Fact]
    public void Pods_that_help_least_go_first()
    {
        static V1Pod Pod(string name, string? node, string phase, bool isReady) => new()
        {
            Metadata = new() { Name = name, CreationTimestamp = DateTimeOffset.UnixEpoch },
            Spec = new() { NodeName = node },
            Status = new() { Phase = phase, Conditions = isReady ? [new() { Type = "Ready", Status = "True" }] : null },
        };
        V1Pod[] pods = [Pod("ready", "n", "Running", true), Pod("loading", "n", "Running", false), Pod("starting", "n", "Pending", false), Pod("waiting", null, "Pending", false)];

        PodStates.LeastUsefulFirst(pods).Select(pod => pod.Metadata.Name).ShouldBe(["waiting", "starting", "loading", "ready"]);
    }
}
