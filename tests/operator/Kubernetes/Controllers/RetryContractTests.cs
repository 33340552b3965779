using System.Net;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Tests.Simulation;
using Result = Slipway.Kubernetes.Controllers.ReconciliationResult<Slipway.Kubernetes.Models.V1ConfigMap>;

namespace Slipway.Kubernetes.Tests.Controllers;

/// <summary>The contract of <see cref="ReconciliationResult{TEntity}"/>.</summary>
public sealed class RetryContractTests : IDisposable
{
    private readonly OperatorFixture fixture = new();

    public RetryContractTests() => fixture.Server.Create(Samples.Config("one"));

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Success_is_not_called_again_until_something_changes()
    {
        fixture.Start();
        fixture.RunFor(3600);
        fixture.Controller.Calls.ShouldBe(["reconcile one/uid-1"]);

        fixture.Touch("a/one");
        fixture.RunFor(1);

        fixture.Count("reconcile").ShouldBe(2);
    }

    [Fact]
    public void Success_is_called_again_after_the_time_it_asks_for()
    {
        fixture.Controller.OnReconcile = (config, _) => Task.FromResult(Result.Success(config, TimeSpan.FromMinutes(10)));
        fixture.Start();
        fixture.RunFor(599);
        fixture.Count("reconcile").ShouldBe(1);
        fixture.RunFor(2);
        fixture.Count("reconcile").ShouldBe(2);
    }

    [Fact]
    public void Failure_is_called_again_with_backoff_and_success_ends_it()
    {
        var failures = 0;
        fixture.Controller.OnReconcile = (config, _) => Task.FromResult(++failures <= 10 ? Result.Failure(config, "not yet") : Result.Success(config));
        fixture.Start();
        fixture.RunFor(2);
        fixture.Count("reconcile").ShouldBeInRange(8, 9);
        fixture.RunFor(10);
        fixture.Count("reconcile").ShouldBe(11);
    }

    [Fact]
    public void Failure_is_called_again_after_the_time_it_asks_for()
    {
        fixture.Controller.OnReconcile = (config, _) => Task.FromResult(Result.Failure(config, "later", requeueAfter: TimeSpan.FromSeconds(30)));
        fixture.Start();
        fixture.RunFor(100);
        fixture.Count("reconcile").ShouldBe(4);
    }

    [Fact]
    public void An_exception_is_a_failure()
    {
        fixture.Controller.OnReconcile = (_, _) => throw new InvalidOperationException("bug");
        fixture.Start();
        fixture.RunFor(2);
        fixture.Count("reconcile").ShouldBeInRange(8, 9);
    }

    [Fact]
    public void A_terminal_failure_is_called_again_only_when_the_object_itself_changes()
    {
        fixture.Controller.OnReconcile = (config, _) => Task.FromResult(Result.TerminalFailure(config, "never"));
        fixture.Start();
        fixture.RunFor(5000);
        fixture.Count("reconcile").ShouldBe(1);
        fixture.Touch("a/one");
        fixture.RunFor(5000);
        fixture.Count("reconcile").ShouldBe(2);
    }

    [Fact]
    public void Row_06_the_servers_retry_after_is_honoured_and_others_go_on()
    {
        fixture.Server.Create(Samples.Config("two"));
        var busy = FakeServer.Refusal(HttpStatusCode.TooManyRequests, "busy", TimeSpan.FromSeconds(30));
        fixture.Controller.OnReconcile = (config, _) => config.Metadata.Name == "one" ? throw busy : Task.FromResult(Result.Success(config));
        fixture.Start();
        fixture.RunFor(29);
        fixture.Count("reconcile one").ShouldBe(1);
        fixture.Touch("a/two");
        fixture.RunFor(2);
        fixture.Count("reconcile one").ShouldBe(2);
        fixture.Count("reconcile two").ShouldBe(2);
    }

    [Fact]
    public void A_pass_that_takes_too_long_is_cancelled_and_tried_again()
    {
        fixture.Controller.OnReconcile = async (config, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, fixture.Process.Clock, cancellationToken);
            return Result.Success(config);
        };
        fixture.Start();
        fixture.RunFor(299);
        fixture.Count("reconcile").ShouldBe(1);
        fixture.RunFor(2);
        fixture.Count("reconcile").ShouldBe(2);
    }

    [Fact]
    public void Row_24_an_object_that_always_fails_does_not_hold_up_the_others()
    {
        for (var name = 0; name < 50; name++)
            fixture.Server.Create(Samples.Config($"good{name}"));
        fixture.Controller.OnReconcile = (config, _) =>
            config.Metadata.Name == "one" ? throw new InvalidOperationException("poison") : Task.FromResult(Result.Success(config));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Count("reconcile good").ShouldBe(50);
        fixture.RunFor(3600);
        fixture.Count("reconcile one").ShouldBeLessThan(25);
    }

    [Fact]
    public void Row_25_many_that_fail_together_come_back_a_few_at_a_time()
    {
        const int Objects = 2_000;
        for (var name = 0; name < Objects; name++)
            fixture.Server.Create(Samples.Config($"bad{name}"));
        fixture.Controller.OnReconcile = (config, _) => Task.FromResult(Result.Failure(config, "the store is down"));
        fixture.Start();
        fixture.RunFor(10);
        // All once, then the burst, and ten a second from there.
        fixture.Count("reconcile").ShouldBeInRange(Objects, Objects + 100 + (10 * 10) + 20);
        fixture.RunFor(50);
        fixture.Count("reconcile").ShouldBeInRange(Objects, Objects + 100 + (10 * 60) + 20);
    }

    [Fact]
    public void Row_15_a_change_during_a_pass_leads_to_one_more_pass_with_the_newest_state()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Controller.OnReconcile = async (config, _) =>
        {
            await release.Task;
            return Result.Success(config);
        };
        fixture.Start();
        fixture.RunFor(1);
        fixture.Touch("a/one");
        fixture.Touch("a/one");
        fixture.RunFor(1);
        release.SetResult();
        fixture.RunFor(1);

        fixture.Count("reconcile").ShouldBe(2);
        fixture.Controller.LastSeen["uid-1"].ShouldBe(fixture.Server.Version);
    }
}
