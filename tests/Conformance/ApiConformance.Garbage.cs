namespace Slipway.Conformance;

/// <summary>What becomes of objects whose owner, or namespace, goes.</summary>
public abstract partial class ApiConformance
{
    [Fact]
    public async Task Deleting_in_the_foreground_waits_for_what_blocks_it()
    {
        var owner = await CreateConfigMapAsync("a");
        var owned = ConfigMap("owned");
        owned.Metadata.OwnerReferences = [OwnerReference(owner, isBlocking: true)];
        owned.Metadata.Finalizers = [Finalizer];
        await Client.CreateAsync(owned, WriteOptions.Default, None);

        await DeleteAsync(new DeleteOptions { Propagation = PropagationPolicy.Foreground });
        await EventuallyAsync("the owned object is being deleted", async () => (await GetConfigMapAsync("owned"))!.Metadata.DeletionTimestamp is not null);
        (await GetConfigMapAsync("a"))!.Metadata.Finalizers.ShouldBe(["foregroundDeletion"]);

        await ReleaseAsync("owned");
        await EventuallyAsync("the owner is gone", async () => await GetConfigMapAsync("a") is null);
    }

    [Fact]
    public async Task What_another_owner_holds_stays_and_forgets_the_one_that_is_gone()
    {
        var first = await CreateConfigMapAsync("a");
        var second = await CreateConfigMapAsync("b");
        var owned = ConfigMap("owned");
        owned.Metadata.OwnerReferences = [OwnerReference(first, isBlocking: false), OwnerReference(second, isBlocking: false)];
        await Client.CreateAsync(owned, WriteOptions.Default, None);

        await DeleteAsync(DeleteOptions.Background);
        await EventuallyAsync("one reference is left", async () => (await GetConfigMapAsync("owned"))!.Metadata.OwnerReferences!.Count == 1);
        (await GetConfigMapAsync("owned"))!.Metadata.OwnerReferences![0].Uid.ShouldBe(second.Metadata.Uid);
    }

    [Fact]
    public async Task What_is_owned_by_nothing_that_exists_is_deleted()
    {
        var owner = await CreateConfigMapAsync("a");
        await DeleteAsync(DeleteOptions.Background);
        await CreateOwnedAsync("owned", owner);
        await EventuallyAsync("the owned object is gone", async () => await GetConfigMapAsync("owned") is null);
    }

    [Fact]
    public async Task Deleting_a_namespace_deletes_what_is_in_it_and_lets_nothing_new_in()
    {
        await CreateHeldAsync("held");
        await CreateConfigMapAsync("free");
        await Client.DeleteAsync<V1Namespace>(Namespace, null, DeleteOptions.Background, None);
        await EventuallyAsync("the free object is gone", async () => await GetConfigMapAsync("free") is null);
        await RefusedAsync(403, "Forbidden", () => CreateConfigMapAsync("new"));

        await ReleaseAsync("held");
        await EventuallyAsync("the namespace is gone", async () => await Client.GetAsync<V1Namespace>(Namespace, null, None) is null);
    }

    private static V1OwnerReference OwnerReference(V1ConfigMap owner, bool isBlocking) =>
        new() { ApiVersion = "v1", Kind = "ConfigMap", Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, BlockOwnerDeletion = isBlocking };
}
