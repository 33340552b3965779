using System.Text.Json;
using Slipway.Conformance.Widgets;

namespace Slipway.Conformance;

public abstract partial class ApiConformance
{
    [Fact]
    public async Task A_merge_patch_sets_and_null_removes()
    {
        await CreateConfigMapAsync("a", ("kept", "1"), ("gone", "2"));
        var patched = await Client.PatchAsync<V1ConfigMap>("a", Namespace, Merge("""{"data":{"gone":null,"new":"3"}}"""), WriteOptions.Default, None);
        patched.Data!.Keys.Order().ShouldBe(["kept", "new"]);
    }

    [Fact]
    public async Task A_JSON_patch_does_what_it_says_or_nothing()
    {
        await CreateConfigMapAsync("a", ("k", "1"));
        var patched = await PatchJsonAsync("""[{"op":"test","path":"/data/k","value":"1"},{"op":"replace","path":"/data/k","value":"2"}]""");
        patched.Data!["k"].ShouldBe("2");

        var failing = () => PatchJsonAsync("""[{"op":"replace","path":"/data/k","value":"3"},{"op":"test","path":"/data/k","value":"1"}]""");
        await Should.ThrowAsync<KubernetesApiException>(failing);
        (await GetConfigMapAsync("a"))!.Data!["k"].ShouldBe("2");
    }

    [Fact]
    public async Task A_strategic_patch_merges_containers_by_name()
    {
        await Client.CreateAsync(Deployment(("web", "web:1"), ("helper", "helper:1")), WriteOptions.Default, None);
        var patch = new Patch(PatchType.StrategicMerge, JsonElement.Parse(
            """{"spec":{"template":{"spec":{"containers":[{"name":"helper","image":"helper:2"}]}}}}"""));
        var patched = await Client.PatchAsync<V1Deployment>("d", Namespace, patch, WriteOptions.Default, None);
        patched.Spec.Template!.Spec!.Containers!.Select(container => container.Image).ShouldBe(["web:1", "helper:2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Patching_what_does_not_exist_is_refused() => await RefusedAsync(
        404, "NotFound", () => Client.PatchAsync<V1ConfigMap>("missing", Namespace, Merge("""{"data":{}}"""), WriteOptions.Default, None));

    [Fact]
    public async Task A_patch_of_the_status_changes_only_the_status()
    {
        await CreateWidgetAsync("w", note: "before");
        var patched = await Client.PatchAsync<Widget>(
            "w", Namespace, Merge("""{"spec":{"note":"after"},"status":{"message":"patched"}}"""), new WriteOptions { Subresource = "status" }, None);
        patched.Status.Message.ShouldBe("patched");
        patched.Spec.Note.ShouldBe("before");
    }

    [Fact]
    public async Task A_dry_run_answers_as_if_and_stores_nothing()
    {
        var dry = new WriteOptions { DryRun = true };
        (await Client.CreateAsync(ConfigMap("a", ("k", "v")), dry, None)).Data!["k"].ShouldBe("v");
        (await GetConfigMapAsync("a")).ShouldBeNull();

        await CreateConfigMapAsync("b", ("k", "1"));
        (await ApplyConfigMapAsync("b", As("dry") with { DryRun = true }, ("k", "2"))).Data!["k"].ShouldBe("2");
        (await Client.PatchAsync<V1ConfigMap>("b", Namespace, Merge("""{"data":{"k":"3"}}"""), dry, None)).Data!["k"].ShouldBe("3");
        (await Client.DeleteAsync<V1ConfigMap>("b", Namespace, new DeleteOptions { DryRun = true }, None)).ShouldBeTrue();
        (await GetConfigMapAsync("b"))!.Data!["k"].ShouldBe("1");
    }

    [Fact]
    public async Task Scale_reads_and_sets_replicas_and_counts_as_a_change_of_the_spec()
    {
        await CreateWidgetAsync("w", replicas: 2);
        var status = Merge("""{"status":{"replicas":1,"selector":"app=w"}}""");
        await Client.PatchAsync<Widget>("w", Namespace, status, new WriteOptions { Subresource = "status" }, None);

        var scale = (await Client.GetScaleAsync<Widget>("w", Namespace, None))!;
        (scale.Spec!.Replicas, scale.Status!.Replicas, scale.Status.Selector).ShouldBe((2, 1, "app=w"));

        (await Client.SetScaleAsync<Widget>("w", Namespace, 5, None)).Spec!.Replicas.ShouldBe(5);
        var widget = (await Client.GetAsync<Widget>("w", Namespace, None))!;
        (widget.Spec.Replicas, widget.Metadata.Generation).ShouldBe((5, 2L));
        (await Client.GetScaleAsync<Widget>("missing", Namespace, None)).ShouldBeNull();
    }

    private Task<V1ConfigMap> PatchJsonAsync(string json) =>
        Client.PatchAsync<V1ConfigMap>("a", Namespace, new Patch(PatchType.Json, JsonElement.Parse(json)), WriteOptions.Default, None);
}
