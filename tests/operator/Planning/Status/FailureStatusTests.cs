using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Status;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Status;

public sealed class FailureStatusTests
{
    [Fact]
    public void A_plan_that_failed_claims_nothing_that_was_not_done()
    {
        var world = new World().Settled("1");
        world.Version("2");
        var status = FailureStatus.Of(world.Observe(), Reasons.Forbidden, "may not create Deployments. Tried again.", world.Now);

        status.Version.ShouldBe("1");
        status.Traffic!.Single().Revision.ShouldBe(world.Status.Traffic!.Single().Revision);
        ConditionList.Find(status.Conditions, ConditionTypes.Ready)!.Reason.ShouldBe(Reasons.Forbidden);
        ConditionList.IsTrue(status.Conditions, ConditionTypes.Available).ShouldBeTrue();
        ConditionList.IsTrue(status.Conditions, ConditionTypes.Reconciling).ShouldBeTrue();
        status.ObservedGeneration.ShouldBe(world.Model.Metadata.Generation);
    }

    [Fact]
    public void What_serves_is_told_as_it_is_while_nothing_can_be_changed()
    {
        var world = new World().Settled("1");
        world.Pods.Clear();
        var status = FailureStatus.Of(world.Observe(), Reasons.QuotaExceeded, "exceeded quota. Tried again.", world.Now);

        status.ReadyReplicas.ShouldBe(0);
        status.Readiness.ShouldBe("0/1");
        ConditionList.IsTrue(status.Conditions, ConditionTypes.Available).ShouldBeFalse();
    }

    [Fact]
    public void A_status_read_back_is_the_status_written()
    {
        var world = new World().Settled("1");
        world.Now += TimeSpan.FromMilliseconds(345);
        world.Version("2");
        world.Reconcile();
        var readBack = KubernetesJson.Clone(world.Model).Status;

        StatusComparer.AreEqual(world.Status, readBack).ShouldBeTrue();
        readBack.Version = "2";
        StatusComparer.AreEqual(world.Status, readBack).ShouldBeFalse();
    }
}
