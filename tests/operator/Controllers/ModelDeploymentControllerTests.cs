using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Controllers.Tests.Harness;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Tests;

public sealed class ModelDeploymentControllerTests : IDisposable
{
    private readonly TestCluster cluster = new();

    public void Dispose() => cluster.Dispose();

    [Fact]
    public async Task Creates_all_children_of_a_new_model_as_its_own()
    {
        var model = await cluster.AddModelAsync();

        await cluster.ReconcileAsync();

        IMetadata<V1ObjectMeta>[] children =
        [
            .. await cluster.AllAsync<V1ControllerRevision>(), .. await cluster.AllAsync<V1Deployment>(), .. await cluster.AllAsync<V1Service>(),
            .. await cluster.AllAsync<V1ServiceAccount>(), .. await cluster.AllAsync<V1NetworkPolicy>(),
            .. await cluster.AllAsync<V1PodDisruptionBudget>(),
        ];
        children.Length.ShouldBe(6);
        children.ShouldAllBe(child => child.Metadata.OwnerReferences!.Single().Uid == model.Metadata.Uid);
        (await cluster.ModelAsync()).Status.ObservedGeneration.ShouldBe(model.Metadata.Generation);
    }

    [Fact]
    public async Task Asks_the_api_nothing_when_nothing_has_changed()
    {
        await cluster.AddModelAsync();
        await cluster.SettleAsync();
        cluster.Client.Requests.Clear();

        await cluster.ReconcileAsync();
        await cluster.ReconcileAsync();

        cluster.Client.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_each_child_once_however_far_its_informers_are_behind()
    {
        var model = await cluster.AddModelAsync();
        await cluster.ReconcileAsync();
        cluster.Client.Requests.Clear();

        await cluster.ReconcileStaleAsync(model);

        cluster.Client.Requests.ShouldAllBe(request => request.StartsWith("get ") || request.StartsWith("status "));
    }

    [Fact]
    public async Task Reports_ready_with_provider_and_digest_once_the_replica_is()
    {
        await cluster.AddModelAsync();
        await cluster.SettleAsync();
        cluster.Runtimes.Answer = new RuntimeStatus
        {
            Phase = RuntimePhase.Ready,
            Model = new RuntimeModel("sha256:abc", 42),
            Provider = new RuntimeProvider("CPU", null),
            Phases = [new RuntimePhaseTime("Loading", 0.5)],
        };
        var pod = await cluster.AddPodAsync((await cluster.AllAsync<V1Deployment>()).Single());
        await cluster.RunAsync(pod, isReady: true);

        await cluster.SettleAsync();

        var model = await cluster.ModelAsync();
        ConditionList.Find(model.Status.Conditions, ConditionTypes.Ready)!.Status.ShouldBe("True", ConditionList.Find(model.Status.Conditions, ConditionTypes.Ready)!.Message);
        var version = model.Status.Versions!.Single();
        version.Provider.ShouldBe("CPU");
        version.Digest.ShouldBe("sha256:abc");
        cluster.Events.Published.ShouldContain(published => published.StartsWith("Normal VersionReady"));
    }

    [Fact]
    public async Task Tells_each_event_once()
    {
        await cluster.AddModelAsync();
        await cluster.SettleAsync();
        var told = cluster.Events.Published.Count;

        await cluster.ReconcileAsync();

        told.ShouldBeGreaterThan(0);
        cluster.Events.Published.Count.ShouldBe(told);
    }

    [Fact]
    public async Task Row_20_a_child_deleted_or_edited_by_hand_is_restored()
    {
        await cluster.AddModelAsync();
        await cluster.SettleAsync();
        await cluster.Server.DeleteAsync<V1Service>("ocr", TestCluster.Namespace, DeleteOptions.Background, CancellationToken.None);
        var deployment = (await cluster.AllAsync<V1Deployment>()).Single();
        deployment.Spec!.Replicas = 7;
        await cluster.Server.UpdateAsync(deployment, WriteOptions.Default, CancellationToken.None);

        await cluster.SettleAsync();

        (await cluster.AllAsync<V1Service>()).ShouldHaveSingleItem();
        (await cluster.AllAsync<V1Deployment>()).Single().Spec!.Replicas.ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_an_object_of_somebody_else_alone_and_says_so()
    {
        await cluster.Server.CreateAsync(
            new V1Service { Metadata = new() { Name = "ocr", Namespace = TestCluster.Namespace }, Spec = new() { Ports = [new() { Port = 443 }] } },
            WriteOptions.Default,
            CancellationToken.None);
        await cluster.AddModelAsync();

        var result = await cluster.ReconcileAsync();

        result.IsSuccess.ShouldBeFalse();
        result.RequeueAfter.ShouldNotBeNull();
        (await cluster.AllAsync<V1Service>()).Single().Spec!.Ports!.Single().Port.ShouldBe(443);
        var ready = ConditionList.Find((await cluster.ModelAsync()).Status.Conditions, ConditionTypes.Ready)!;
        ready.Reason.ShouldBe(Reasons.NameConflict);
        ready.Message.ShouldContain("Service ocr");
    }

    [Fact]
    public async Task Waits_until_the_children_of_a_deleted_namesake_are_gone()
    {
        await cluster.Server.CreateAsync(
            new V1ServiceAccount
            {
                Metadata = new()
                {
                    Name = "ocr",
                    Namespace = TestCluster.Namespace,
                    Finalizers = ["tests/hold"],
                    OwnerReferences = [new() { ApiVersion = "slipway.dev/v1alpha1", Kind = "ModelDeployment", Name = "ocr", Uid = "earlier", Controller = true }],
                },
            },
            WriteOptions.Default,
            CancellationToken.None);
        await cluster.AddModelAsync();

        var result = await cluster.ReconcileAsync();

        result.IsSuccess.ShouldBeTrue();
        result.RequeueAfter.ShouldBe(TimeSpan.FromSeconds(1));
        (await cluster.AllAsync<V1Deployment>()).ShouldBeEmpty();
        cluster.Events.Published.ShouldNotContain(published => published.StartsWith("Warning"));
    }

    [Fact]
    public async Task Adopts_what_a_deleted_namesake_left_behind()
    {
        await cluster.AddModelAsync();
        await cluster.SettleAsync();
        await cluster.Server.DeleteAsync<ModelDeployment>("ocr", TestCluster.Namespace, new DeleteOptions { Propagation = PropagationPolicy.Orphan }, CancellationToken.None);
        foreach (var service in await cluster.AllAsync<V1Service>())
            await cluster.OrphanAsync(service);
        foreach (var record in await cluster.AllAsync<V1ControllerRevision>())
            await cluster.OrphanAsync(record);
        foreach (var deployment in await cluster.AllAsync<V1Deployment>())
            await cluster.OrphanAsync(deployment);
        foreach (var account in await cluster.AllAsync<V1ServiceAccount>())
            await cluster.OrphanAsync(account);
        foreach (var policy in await cluster.AllAsync<V1NetworkPolicy>())
            await cluster.OrphanAsync(policy);
        foreach (var budget in await cluster.AllAsync<V1PodDisruptionBudget>())
            await cluster.OrphanAsync(budget);
        var model = await cluster.AddModelAsync();

        await cluster.SettleAsync();

        IMetadata<V1ObjectMeta>[] children =
            [.. await cluster.AllAsync<V1Service>(), .. await cluster.AllAsync<V1ControllerRevision>(), .. await cluster.AllAsync<V1Deployment>()];
        children.Length.ShouldBe(3);
        children.ShouldAllBe(child => child.Metadata.OwnerReferences!.Single().Uid == model.Metadata.Uid);
    }

    [Fact]
    public async Task Row_12_a_refusal_names_its_reason_in_status_and_in_one_event()
    {
        await cluster.AddModelAsync();
        cluster.Client.Fault = Refuse("apply Deployment", 403, "deployments.apps \"ocr\" is forbidden: exceeded quota: team, requested: count/deployments.apps=1");

        var result = await cluster.ReconcileAsync();
        await cluster.ReconcileAsync();

        result.IsSuccess.ShouldBeFalse();
        var ready = ConditionList.Find((await cluster.ModelAsync()).Status.Conditions, ConditionTypes.Ready)!;
        ready.Reason.ShouldBe(Reasons.QuotaExceeded);
        ready.Message.ShouldContain("exceeded quota: team");
        cluster.Events.Published.Count(published => published.StartsWith("Warning QuotaExceeded")).ShouldBe(1);
    }

    [Fact]
    public async Task Row_06_a_busy_server_is_tried_again_when_it_says_and_is_no_failure_of_the_model()
    {
        await cluster.AddModelAsync();
        cluster.Client.Fault = Refuse("apply Deployment", 429, "too many requests", TimeSpan.FromSeconds(7));

        var result = await cluster.ReconcileAsync();

        result.IsSuccess.ShouldBeFalse();
        result.RequeueAfter.ShouldBe(TimeSpan.FromSeconds(7));
        cluster.Events.Published.ShouldNotContain(published => published.StartsWith("Warning"));
        (await cluster.ModelAsync()).Status.Conditions.ShouldBeNull();
    }

    [Fact]
    public async Task Traffic_that_could_not_be_moved_is_not_reported_as_moved_and_told_once_it_is()
    {
        await cluster.AddModelAsync();
        await cluster.SettleAsync();
        await cluster.RunAsync(await cluster.AddPodAsync((await cluster.AllAsync<V1Deployment>()).Single()), isReady: true);
        await cluster.SettleAsync();
        var model = await cluster.ModelAsync();
        model.Spec.Model.Version = "2";
        await cluster.Server.UpdateAsync(model, WriteOptions.Default, CancellationToken.None);
        await cluster.SettleAsync();
        await cluster.RunAsync(
            await cluster.AddPodAsync((await cluster.AllAsync<V1Deployment>()).Single(one => one.Metadata.Labels!["app.kubernetes.io/version"] == "2")), isReady: true);
        cluster.Client.Fault = Refuse("apply Service", 503, "no");
        await cluster.ReconcileAsync();
        (await cluster.ModelAsync()).Status.Version.ShouldNotBe("2");

        cluster.Client.Fault = _ => null;
        await cluster.ReconcileAsync();

        (await cluster.ModelAsync()).Status.Version.ShouldBe("2");
        cluster.Events.Published.ShouldContain(published => published.StartsWith("Normal TrafficMoved"));
    }

    [Fact]
    public async Task Pods_of_an_earlier_object_of_this_name_do_not_make_the_new_one_ready()
    {
        await cluster.AddModelAsync();
        await cluster.SettleAsync();
        await cluster.RunAsync(await cluster.AddPodAsync((await cluster.AllAsync<V1Deployment>()).Single()), isReady: true);
        await cluster.SettleAsync();
        await cluster.ReplaceModelAsync();

        await cluster.ReconcileAsync();

        ConditionList.IsTrue((await cluster.ModelAsync()).Status.Conditions, ConditionTypes.Ready).ShouldBeFalse();
    }

    [Fact]
    public async Task A_plan_that_cannot_be_made_is_reported_in_the_status()
    {
        await cluster.AddModelAsync();
        cluster.Client.Fault = asked => asked.StartsWith("list Event", StringComparison.Ordinal) ? new InvalidOperationException("a bug") : null;
        await cluster.SettleAsync();
        await cluster.ScheduleAsync(await cluster.AddPodAsync((await cluster.AllAsync<V1Deployment>()).Single()));
        cluster.Time.Advance(TimeSpan.FromSeconds(10));

        await Should.ThrowAsync<InvalidOperationException>(() => cluster.ReconcileAsync());

        var ready = ConditionList.Find((await cluster.ModelAsync()).Status.Conditions, ConditionTypes.Ready)!;
        (ready.Status, ready.Reason).ShouldBe(("False", Reasons.InternalError));
        ready.Message.ShouldContain("a bug");
    }

    [Theory]
    [InlineData("status ModelDeployment")]
    [InlineData("apply Deployment")]
    public async Task Row_05_a_conflict_is_looked_at_again_without_a_word(string request)
    {
        await cluster.AddModelAsync();
        cluster.Client.Fault = Refuse(request, 409, "the object has been modified");

        var result = await cluster.ReconcileAsync();

        result.IsSuccess.ShouldBeTrue();
        result.RequeueAfter.ShouldNotBeNull();
        cluster.Events.Published.ShouldNotContain(published => published.StartsWith("Warning"));
    }

    [Fact]
    public async Task Touches_nothing_of_a_model_that_is_being_deleted()
    {
        var model = await cluster.AddModelAsync();
        model.Metadata.DeletionTimestamp = cluster.Time.GetUtcNow();

        (await cluster.ReconcileStaleAsync(model)).IsSuccess.ShouldBeTrue();

        cluster.Client.Requests.ShouldBeEmpty();
    }

    private static Func<string, Exception?> Refuse(string request, int code, string message, TimeSpan? retryAfter = null) =>
        asked => asked.StartsWith(request, StringComparison.Ordinal)
            ? new KubernetesApiException(asked, new V1Status { Code = code, Message = message }, retryAfter)
            : null;
}
