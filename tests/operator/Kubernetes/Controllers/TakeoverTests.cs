using System.Globalization;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;
using Result = Slipway.Kubernetes.Controllers.ReconciliationResult<Slipway.Kubernetes.Models.V1ConfigMap>;

namespace Slipway.Kubernetes.Tests.Controllers;

/// <summary>What one process of an operator leaves to the next.</summary>
public sealed class TakeoverTests
{
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(30);

    private static readonly OperatorSettings Elected = new() { Name = "test", LeaseNamespace = "system" };

    /// <summary>Each step is due half a minute after the last one, which the object itself says.</summary>
    [Fact]
    public void Row_07_when_the_leader_is_killed_its_successor_goes_on_at_the_same_step_and_keeps_its_timer()
    {
        using var leader = new OperatorFixture(settings: Elected);
        using var successor = new OperatorFixture(settings: Elected, other: leader);
        var steps = new List<(string By, int Step, double At)>();
        TakeSteps(leader, "leader", steps);
        TakeSteps(successor, "successor", steps);
        leader.Server.Create(Samples.Config("rollout"));
        leader.Start();
        leader.RunFor(1);
        successor.Start();
        leader.RunFor(70);
        leader.Process.IsPaused = true;
        leader.RunFor(100);

        steps.Select(step => step.Step).ShouldBe([1, 2, 3, 4, 5, 6], "no step is missed or taken twice");
        steps.Select(step => step.By).ShouldBe(["leader", "leader", "leader", "successor", "successor", "successor"]);
        foreach (var (earlier, later) in steps.Zip(steps.Skip(1)))
            (later.At - earlier.At).ShouldBeInRange(29.9, 32, "each step is due at its own time, whoever takes it");
    }

    [Fact]
    public void Row_19_what_went_while_the_operator_was_down_is_stuck_nowhere_and_missed_by_nobody()
    {
        using var first = new OperatorFixture(settings: Elected);
        using var second = new OperatorFixture(settings: Elected, other: first);
        first.Server.Create(Samples.Config("gone"));
        first.Start();
        first.RunFor(1);
        first.Stop();
        first.RunFor(20);

        first.Server.Delete<V1ConfigMap>(Samples.Key("a/gone")).ShouldBeTrue();
        first.Server.Find<V1ConfigMap>(Samples.Key("a/gone")).ShouldBeNull("without a finalizer that was asked for, nothing holds it");
        second.Start();
        second.RunFor(60);

        second.Controller.Calls.ShouldBeEmpty();
        second.Client.Requests.ShouldNotContain(request => request.EndsWith("ConfigMap", StringComparison.Ordinal) && !IsRead(request));
    }

    [Fact]
    public void Row_22_an_operator_that_starts_again_writes_nothing_where_nothing_is_due()
    {
        static void WithFinalizer(IKubernetesOperatorBuilder builder) => builder
            .AddController<ScriptedController, V1ConfigMap>()
            .AddFinalizer<ScriptedController, V1ConfigMap>("test/only");
        using var first = new OperatorFixture(settings: Elected, add: WithFinalizer);
        using var second = new OperatorFixture(settings: Elected, add: WithFinalizer, other: first);
        for (var number = 0; number < 20; number++)
            first.Server.Create(Samples.Config($"settled{number}"));
        first.Start();
        first.RunFor(1);
        first.Stop();
        first.RunFor(20);
        second.Start();
        second.RunFor(600);

        second.Count("reconcile").ShouldBe(20, "each is looked at");
        second.Client.Requests.Where(request => !request.EndsWith("Lease", StringComparison.Ordinal)).ShouldAllBe(request => IsRead(request));
    }

    private static bool IsRead(string request) => request.Split(' ')[0] is "get" or "list" or "watch";

    private static void TakeSteps(OperatorFixture fixture, string name, List<(string By, int Step, double At)> steps) =>
        fixture.Controller.OnReconcile = async (config, cancellationToken) =>
        {
            var now = fixture.World.Clock.Elapsed.TotalSeconds;
            var due = double.Parse(config.Data?.GetValueOrDefault("due") ?? "0", CultureInfo.InvariantCulture);
            if (now < due)
                return Result.Success(config, TimeSpan.FromSeconds(due - now));
            var step = int.Parse(config.Data?.GetValueOrDefault("step") ?? "0", CultureInfo.InvariantCulture) + 1;
            config.Data = new Dictionary<string, string>
            {
                ["step"] = step.ToString(CultureInfo.InvariantCulture),
                ["due"] = (now + StepTime.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            };
            await fixture.Client.UpdateAsync(config, WriteOptions.Default, cancellationToken);
            steps.Add((name, step, now));
            return Result.Success(config, StepTime);
        };
}
