using Slipway.Conformance.Widgets;

namespace Slipway.Conformance;

public abstract partial class ApiConformance
{
    [Fact]
    public async Task An_update_from_an_old_version_is_refused_and_changes_nothing()
    {
        var first = await CreateConfigMapAsync("a", ("k", "1"));
        await Client.PatchAsync<V1ConfigMap>("a", Namespace, Merge("""{"data":{"k":"2"}}"""), WriteOptions.Default, None);

        first.Data!["k"] = "3";
        await RefusedAsync(409, "Conflict", () => Client.UpdateAsync(first, WriteOptions.Default, None));

        (await GetConfigMapAsync("a"))!.Data!["k"].ShouldBe("2");
    }

    [Fact]
    public async Task A_merge_patch_from_an_old_version_is_refused()
    {
        var first = await CreateConfigMapAsync("a", ("k", "1"));
        await Client.PatchAsync<V1ConfigMap>("a", Namespace, Merge("""{"data":{"k":"2"}}"""), WriteOptions.Default, None);
        var guarded = Merge($$$"""{"metadata":{"resourceVersion":"{{{first.Metadata.ResourceVersion}}}"},"data":{"k":"3"}}""");
        await RefusedAsync(409, "Conflict", () => Client.PatchAsync<V1ConfigMap>("a", Namespace, guarded, WriteOptions.Default, None));
    }

    [Fact]
    public async Task An_update_that_changes_nothing_keeps_the_version()
    {
        var first = await CreateConfigMapAsync("a", ("k", "1"));
        var again = await Client.UpdateAsync(first, WriteOptions.Default, None);
        again.Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task Updating_what_does_not_exist_is_refused() =>
        await RefusedAsync(404, "NotFound", () => Client.UpdateAsync(ConfigMap("missing"), WriteOptions.Default, None));

    [Fact]
    public async Task The_generation_counts_changes_of_the_spec_only()
    {
        var widget = await CreateWidgetAsync("w");
        widget.Metadata.Generation.ShouldBe(1);

        widget = await Client.PatchAsync<Widget>("w", Namespace, Merge("""{"metadata":{"labels":{"a":"b"}}}"""), WriteOptions.Default, None);
        widget.Metadata.Generation.ShouldBe(1);

        widget.Status.Message = "busy";
        widget = await Client.UpdateStatusAsync(widget, WriteOptions.Default, None);
        widget.Metadata.Generation.ShouldBe(1);

        widget.Spec.Note = "changed";
        widget = await Client.UpdateAsync(widget, WriteOptions.Default, None);
        widget.Metadata.Generation.ShouldBe(2);
    }

    [Fact]
    public async Task Object_and_status_are_written_apart()
    {
        var widget = await CreateWidgetAsync("w", note: "before");
        widget.Spec.Note = "not by status";
        widget.Status.Message = "by status";
        widget = await Client.UpdateStatusAsync(widget, WriteOptions.Default, None);
        widget.Spec.Note.ShouldBe("before");
        widget.Status.Message.ShouldBe("by status");

        widget.Spec.Note = "by object";
        widget.Status.Message = "not by object";
        widget = await Client.UpdateAsync(widget, WriteOptions.Default, None);
        widget.Spec.Note.ShouldBe("by object");
        widget.Status.Message.ShouldBe("by status");
    }

    [Fact]
    public async Task A_status_from_an_old_version_is_refused()
    {
        var old = await CreateWidgetAsync("w");
        await Client.PatchAsync<Widget>("w", Namespace, Merge("""{"spec":{"note":"new"}}"""), WriteOptions.Default, None);
        old.Status.Message = "late";
        await RefusedAsync(409, "Conflict", () => Client.UpdateStatusAsync(old, WriteOptions.Default, None));
    }
}
