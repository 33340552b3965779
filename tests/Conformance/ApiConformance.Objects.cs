using Slipway.Conformance.Widgets;

namespace Slipway.Conformance;

public abstract partial class ApiConformance
{
    [Fact]
    public async Task Creating_fills_in_what_the_server_owns()
    {
        var created = await CreateConfigMapAsync("a", ("k", "v"));

        created.Metadata.Uid.ShouldNotBeNullOrEmpty();
        created.Metadata.ResourceVersion.ShouldNotBeNullOrEmpty();
        created.Metadata.CreationTimestamp.ShouldNotBeNull();
        var read = await GetConfigMapAsync("a");
        read!.Metadata.Uid.ShouldBe(created.Metadata.Uid);
        read.Metadata.ResourceVersion.ShouldBe(created.Metadata.ResourceVersion);
        read.Data!["k"].ShouldBe("v");
    }

    [Fact]
    public async Task Creating_what_exists_is_refused()
    {
        await CreateConfigMapAsync("a");
        await RefusedAsync(409, "AlreadyExists", () => CreateConfigMapAsync("a"));
    }

    [Fact]
    public async Task Creating_in_a_namespace_that_does_not_exist_is_refused()
    {
        var homeless = new V1ConfigMap { Metadata = { Name = "a", Namespace = $"{Namespace}-missing" } };
        await RefusedAsync(404, "NotFound", () => Client.CreateAsync(homeless, WriteOptions.Default, None));
    }

    [Fact]
    public async Task A_name_that_is_no_DNS_name_is_refused() =>
        await RefusedAsync(422, "Invalid", () => CreateConfigMapAsync("Not_A_Name"));

    [Fact]
    public async Task What_does_not_exist_reads_as_null() => (await GetConfigMapAsync("missing")).ShouldBeNull();

    [Fact]
    public async Task A_generated_name_begins_as_asked()
    {
        var created = await Client.CreateAsync(
            new V1ConfigMap { Metadata = { GenerateName = "made-", Namespace = Namespace } }, WriteOptions.Default, None);
        created.Metadata.Name!.ShouldStartWith("made-");
        created.Metadata.Name!.Length.ShouldBeGreaterThan("made-".Length);
    }

    [Fact]
    public async Task Fields_that_our_types_do_not_know_survive_an_update()
    {
        await CreateWidgetAsync("w");
        await Client.PatchAsync<Widget>("w", Namespace, Merge("""{"spec":{"extra":"kept"}}"""), WriteOptions.Default, None);

        var read = (await Client.GetAsync<Widget>("w", Namespace, None))!;
        read.Spec.Note = "changed";
        var updated = await Client.UpdateAsync(read, WriteOptions.Default, None);

        updated.Spec.Note.ShouldBe("changed");
        updated.Spec.UnknownFields!["extra"].GetString().ShouldBe("kept");
    }

    [Fact]
    public async Task The_schema_fills_in_defaults_and_refuses_what_breaks_it()
    {
        (await CreateWidgetAsync("defaulted", replicas: null)).Spec.Replicas.ShouldBe(1);
        await RefusedAsync(422, "Invalid", () => CreateWidgetAsync("negative", replicas: -1));
        await RefusedAsync(422, "Invalid", () => CreateWidgetAsync("wordy", note: new string('x', 21)));
    }

    [Fact]
    public async Task Kinds_are_served_or_not()
    {
        (await Client.IsServedAsync<V1ConfigMap>(None)).ShouldBeTrue();
        (await Client.IsServedAsync<V1Deployment>(None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lease_keeps_microseconds_and_is_guarded_by_its_version()
    {
        var renewed = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678_901);
        var lease = await Client.CreateAsync(
            new V1Lease
            {
                Metadata = { Name = "leader", Namespace = Namespace },
                Spec = { HolderIdentity = "one", LeaseDurationSeconds = 15, AcquireTime = renewed, RenewTime = renewed },
            },
            WriteOptions.Default,
            None);
        lease.Spec.RenewTime!.Value.Value.ShouldBe(renewed);

        var stale = lease.Metadata.ResourceVersion;
        lease.Spec.RenewTime = renewed.AddSeconds(2);
        lease = await Client.UpdateAsync(lease, WriteOptions.Default, None);
        lease.Spec.RenewTime!.Value.Value.ShouldBe(renewed.AddSeconds(2));

        lease.Metadata.ResourceVersion = stale;
        lease.Spec.HolderIdentity = "two";
        await RefusedAsync(409, "Conflict", () => Client.UpdateAsync(lease, WriteOptions.Default, None));
    }
}
