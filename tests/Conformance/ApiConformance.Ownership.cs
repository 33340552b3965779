namespace Slipway.Conformance;

/// <summary>Ownership of fields inside lists, and between appliers and those who update.</summary>
public abstract partial class ApiConformance
{
    [Fact]
    public async Task Items_of_nested_lists_are_owned_one_by_one()
    {
        await Client.ApplyAsync(DeploymentWithVariables("A", "B"), As("one"), None);
        await Client.ApplyAsync(DeploymentWithVariables("B", "C"), As("two"), None);
        var changed = await Client.ApplyAsync(DeploymentWithVariables("D"), As("one"), None);
        changed.Spec.Template!.Spec!.Containers![0].Env!.Select(variable => variable.Name).ShouldBe(["B", "C", "D"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_an_update_changes_is_no_longer_the_appliers()
    {
        await ApplyConfigMapAsync("a", As("applier"), ("k", "1"), ("l", "1"));
        await Client.PatchAsync<V1ConfigMap>("a", Namespace, Merge("""{"data":{"k":"2"}}"""), As("editor"), None);

        var refusal = await RefusedAsync(409, "Conflict", () => ApplyConfigMapAsync("a", As("applier", force: false), ("k", "1"), ("l", "1")));
        refusal.Message.ShouldContain("conflict with \"editor\" using v1: .data.k");
        (await ApplyConfigMapAsync("a", As("applier"), ("l", "1"))).Data!.ShouldContainKeyAndValue("k", "2");
    }

    [Fact]
    public async Task An_applier_may_give_what_another_gave_without_a_conflict()
    {
        await ApplyConfigMapAsync("a", As("one"), ("k", "1"));
        await ApplyConfigMapAsync("a", As("two", force: false), ("k", "1"));
        (await ApplyConfigMapAsync("a", As("one"))).Data!["k"].ShouldBe("1");
    }

    // An applier that gave replicas once and then leaves them out resets them on servers before 1.22, whose scale
    // subresource takes no ownership: so replicas are never given where someone else scales.
    [Fact]
    public async Task Replicas_never_given_by_the_applier_stay_as_they_were_scaled()
    {
        var unscaled = Deployment(("web", "web:1"));
        unscaled.Spec.Replicas = null;
        unscaled.Spec.Paused = true;
        await Client.ApplyAsync(unscaled, As("one"), None);
        await Client.SetScaleAsync<V1Deployment>("d", Namespace, 3, None);
        (await Client.ApplyAsync(unscaled, As("one"), None)).Spec.Replicas.ShouldBe(3);
    }

    [Fact]
    public async Task A_field_dropped_by_its_applier_returns_to_its_default()
    {
        var deployment = Deployment(("web", "web:1"));
        deployment.Spec.RevisionHistoryLimit = 3;
        await Client.ApplyAsync(deployment, As("one"), None);
        (await Client.ApplyAsync(Deployment(("web", "web:1")), As("one"), None)).Spec.RevisionHistoryLimit.ShouldBe(10);
    }

    private V1Deployment DeploymentWithVariables(params string[] names)
    {
        var deployment = Deployment(("web", "web:1"));
        deployment.Spec.Template!.Spec!.Containers![0].Env = [.. names.Select(name => new V1EnvVar { Name = name, Value = "x" })];
        return deployment;
    }
}
