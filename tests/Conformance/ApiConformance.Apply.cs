using Slipway.Conformance.Widgets;

namespace Slipway.Conformance;

public abstract partial class ApiConformance
{
    [Fact]
    public async Task Applying_creates_and_applying_again_changes_nothing()
    {
        var first = await ApplyConfigMapAsync("a", As("one"), ("k", "v"));
        var second = await ApplyConfigMapAsync("a", As("one"), ("k", "v"));
        second.Metadata.Uid.ShouldBe(first.Metadata.Uid);
        second.Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_field_no_longer_applied_by_its_only_owner_is_removed()
    {
        await ApplyConfigMapAsync("a", As("one"), ("kept", "1"), ("dropped", "2"));
        var applied = await ApplyConfigMapAsync("a", As("one"), ("kept", "1"));
        applied.Data!.Keys.ShouldBe(["kept"]);
    }

    [Fact]
    public async Task Fields_of_other_managers_stay()
    {
        await ApplyConfigMapAsync("a", As("one"), ("mine", "1"));
        await ApplyConfigMapAsync("a", As("two"), ("theirs", "2"));
        await Client.PatchAsync<V1ConfigMap>("a", Namespace, Merge("""{"data":{"patched":"3"}}"""), As("three"), None);

        var applied = await ApplyConfigMapAsync("a", As("one"), ("mine", "4"));

        applied.Data!.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key}={entry.Value}").ShouldBe(["mine=4", "patched=3", "theirs=2"]);
    }

    [Fact]
    public async Task A_field_of_two_owners_stays_until_both_have_dropped_it()
    {
        await ApplyConfigMapAsync("a", As("one"), ("shared", "1"), ("anchor", "x"));
        await ApplyConfigMapAsync("a", As("two"), ("shared", "1"));

        (await ApplyConfigMapAsync("a", As("one"), ("anchor", "x"))).Data!.Keys.ShouldContain("shared");
        (await ApplyConfigMapAsync("a", As("two"))).Data!.Keys.ShouldBe(["anchor"]);
    }

    [Fact]
    public async Task Without_force_another_managers_field_is_a_conflict()
    {
        await ApplyConfigMapAsync("a", As("one"), ("k", "1"));
        var refusal = await RefusedAsync(409, "Conflict", () => ApplyConfigMapAsync("a", As("two", force: false), ("k", "2")));
        refusal.Status.Details!.Causes!.Select(cause => (cause.Reason, cause.Field)).ShouldBe([("FieldManagerConflict", ".data.k")]);
        (await GetConfigMapAsync("a"))!.Data!["k"].ShouldBe("1");
    }

    [Fact]
    public async Task With_force_the_field_changes_hands()
    {
        await ApplyConfigMapAsync("a", As("one"), ("k", "1"));
        (await ApplyConfigMapAsync("a", As("two"), ("k", "2"))).Data!["k"].ShouldBe("2");
        (await ApplyConfigMapAsync("a", As("one"))).Data!["k"].ShouldBe("2");
    }

    [Fact]
    public async Task Applying_the_status_leaves_the_spec_alone()
    {
        await CreateWidgetAsync("w", note: "before");
        var report = new Widget { Metadata = { Name = "w", Namespace = Namespace }, Status = { Message = "applied" } };
        var applied = await Client.ApplyAsync(report, As("reporter") with { Subresource = "status" }, None);
        applied.Status.Message.ShouldBe("applied");
        applied.Spec.Note.ShouldBe("before");
    }

    [Fact]
    public async Task Containers_are_applied_by_name()
    {
        await Client.ApplyAsync(Deployment(("web", "web:1")), As("one"), None);
        var both = await Client.ApplyAsync(Deployment(("helper", "helper:1")), As("two"), None);
        both.Spec.Template!.Spec!.Containers!.Select(container => container.Image).ShouldBe(["web:1", "helper:1"], ignoreOrder: true);

        var changed = await Client.ApplyAsync(Deployment(("web", "web:2")), As("one"), None);
        changed.Spec.Template!.Spec!.Containers!.Select(container => container.Image).ShouldBe(["web:2", "helper:1"], ignoreOrder: true);
    }

    /// <summary>A deployment of no pods.</summary>
    private V1Deployment Deployment(params (string Name, string Image)[] containers)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["app"] = "d" };
        return new V1Deployment
        {
            Metadata = { Name = "d", Namespace = Namespace },
            Spec = new V1DeploymentSpec
            {
                Replicas = 0,
                Selector = new V1LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec { Containers = [.. containers.Select(container => new V1Container { Name = container.Name, Image = container.Image })] },
                },
            },
        };
    }
}
