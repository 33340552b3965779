using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Resources;

// faults.md row 11
public sealed class DisruptionBudgetTests
{
    [Fact]
    public void All_replicas_of_a_model_share_one_budget_that_never_forbids_every_eviction()
    {
        var world = new World();

        var budget = world.Reconcile().Apply.OfType<V1PodDisruptionBudget>().ShouldHaveSingleItem();

        budget.Metadata.Name.ShouldBe(world.Model.Metadata.Name);
        budget.Spec.MaxUnavailable!.Value.Value.ShouldBe("10%");
        var labels = world.Deployments.ShouldHaveSingleItem().Spec.Template!.Metadata!.Labels!;
        budget.Spec.Selector!.MatchLabels!.ShouldNotBeEmpty();
        budget.Spec.Selector.MatchLabels!.ShouldAllBe(label => labels[label.Key] == label.Value);
        budget.Spec.Selector.MatchLabels!.Keys.ShouldNotContain(Labels.Revision, "versions count together");
    }
}
