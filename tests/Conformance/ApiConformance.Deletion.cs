namespace Slipway.Conformance;

public abstract partial class ApiConformance
{
    private const string Finalizer = "conformance.slipway.dev/hold";

    [Fact]
    public async Task Deleting_removes_and_deleting_again_finds_nothing()
    {
        await CreateConfigMapAsync("a");
        (await Client.DeleteAsync<V1ConfigMap>("a", Namespace, DeleteOptions.Background, None)).ShouldBeTrue();
        (await GetConfigMapAsync("a")).ShouldBeNull();
        (await Client.DeleteAsync<V1ConfigMap>("a", Namespace, DeleteOptions.Background, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_finalizer_holds_an_object_until_it_is_removed()
    {
        await CreateHeldAsync("a");
        await Client.DeleteAsync<V1ConfigMap>("a", Namespace, DeleteOptions.Background, None);

        var held = (await GetConfigMapAsync("a"))!;
        held.Metadata.DeletionTimestamp.ShouldNotBeNull();

        held.Metadata.Finalizers = null;
        await Client.UpdateAsync(held, WriteOptions.Default, None);
        (await GetConfigMapAsync("a")).ShouldBeNull();
    }

    [Fact]
    public async Task Deleting_a_held_object_again_changes_nothing()
    {
        await CreateHeldAsync("a");
        await Client.DeleteAsync<V1ConfigMap>("a", Namespace, DeleteOptions.Background, None);
        var first = (await GetConfigMapAsync("a"))!;
        (await Client.DeleteAsync<V1ConfigMap>("a", Namespace, DeleteOptions.Background, None)).ShouldBeTrue();
        (await GetConfigMapAsync("a"))!.Metadata.DeletionTimestamp.ShouldBe(first.Metadata.DeletionTimestamp);
        await ReleaseAsync("a");
    }

    [Fact]
    public async Task No_finalizer_can_be_added_to_what_is_being_deleted()
    {
        await CreateHeldAsync("a");
        await Client.DeleteAsync<V1ConfigMap>("a", Namespace, DeleteOptions.Background, None);
        var patch = Merge($$$"""{"metadata":{"finalizers":["{{{Finalizer}}}","conformance.slipway.dev/late"]}}""");
        var refusal = await Should.ThrowAsync<KubernetesApiException>(
            () => Client.PatchAsync<V1ConfigMap>("a", Namespace, patch, WriteOptions.Default, None));
        refusal.IsInvalid.ShouldBeTrue(refusal.Message);
        await ReleaseAsync("a");
    }

    [Fact]
    public async Task A_deletion_is_guarded_by_UID_and_version()
    {
        var created = await CreateConfigMapAsync("a");
        await RefusedAsync(409, "Conflict", () => DeleteAsync(new DeleteOptions { Uid = "00000000-0000-0000-0000-000000000000" }));
        await RefusedAsync(409, "Conflict", () => DeleteAsync(new DeleteOptions { ResourceVersion = "1" }));
        (await DeleteAsync(new DeleteOptions { Uid = created.Metadata.Uid, ResourceVersion = created.Metadata.ResourceVersion })).ShouldBeTrue();
    }

    [Fact]
    public async Task A_recreated_object_has_another_UID()
    {
        var first = await CreateConfigMapAsync("a");
        await DeleteAsync(DeleteOptions.Background);
        (await CreateConfigMapAsync("a")).Metadata.Uid.ShouldNotBe(first.Metadata.Uid);
    }

    [Fact]
    public async Task What_an_object_owns_is_deleted_after_it()
    {
        var owner = await CreateConfigMapAsync("a");
        await CreateOwnedAsync("owned", owner);
        await DeleteAsync(DeleteOptions.Background);
        await EventuallyAsync("the owned object is gone", async () => await GetConfigMapAsync("owned") is null);
    }

    [Fact]
    public async Task What_an_orphaning_owner_owned_stays()
    {
        var owner = await CreateConfigMapAsync("a");
        await CreateOwnedAsync("owned", owner);
        await DeleteAsync(new DeleteOptions { Propagation = PropagationPolicy.Orphan });
        await EventuallyAsync("the owner is gone", async () => await GetConfigMapAsync("a") is null);
        (await GetConfigMapAsync("owned"))!.Metadata.OwnerReferences.ShouldBeNull();
    }

    private Task<bool> DeleteAsync(DeleteOptions options) => Client.DeleteAsync<V1ConfigMap>("a", Namespace, options, None);

    private Task<V1ConfigMap> CreateHeldAsync(string name)
    {
        var held = ConfigMap(name);
        held.Metadata.Finalizers = [Finalizer];
        return Client.CreateAsync(held, WriteOptions.Default, None);
    }

    private Task<V1ConfigMap> ReleaseAsync(string name) =>
        Client.PatchAsync<V1ConfigMap>(name, Namespace, Merge("""{"metadata":{"finalizers":null}}"""), WriteOptions.Default, None);

    private Task<V1ConfigMap> CreateOwnedAsync(string name, V1ConfigMap owner)
    {
        var owned = ConfigMap(name);
        owned.Metadata.OwnerReferences =
        [
            new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, BlockOwnerDeletion = false },
        ];
        return Client.CreateAsync(owned, WriteOptions.Default, None);
    }
}
