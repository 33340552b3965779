using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;

namespace Slipway.Kubernetes.Tests.Rbac;

public sealed class RbacGeneratorTests
{
    [Fact]
    public void Merges_the_rights_of_all_classes_and_sorts_them() =>
        RbacGenerator.Rules([typeof(Reader), typeof(Writer), typeof(Prober)]).Select(Show).ShouldBe(
        [
            "/pods: get list watch",
            "/pods/log,services: get",
            "apps/deployments: get list watch create patch",
            "apps/deployments/status: update",
            "example.dev/things: delete",
            "urls /healthz,/readyz: get",
        ]);

    [Fact]
    public void Rights_about_the_whole_cluster_are_a_role_of_their_own()
    {
        RbacGenerator.Rules([typeof(Reader), typeof(Surveyor)]).SelectMany(rule => rule.Targets).ShouldNotContain("nodes");
        RbacGenerator.Rules([typeof(Reader), typeof(Surveyor)], clusterWide: true).Select(Show).ShouldBe(["/nodes: get list watch"]);
    }

    [Fact]
    public void Writes_a_cluster_role_in_yaml_of_all_that_the_program_declares() =>
        RbacGenerator.Generate("slipway", typeof(RbacGeneratorTests).Assembly).ToYaml().ShouldBe(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: slipway
            rules:
            - apiGroups:
              - ''
              resources:
              - configmaps
              verbs:
              - get
              - list
              - watch
              - create
              - update
              - patch
              - delete
            - apiGroups:
              - ''
              resources:
              - namespaces
              - pods
              verbs:
              - get
              - list
              - watch
            - apiGroups:
              - ''
              resources:
              - pods/log
              - services
              verbs:
              - get
            - apiGroups:
              - apps
              resources:
              - deployments
              verbs:
              - get
              - list
              - watch
              - create
              - patch
            - apiGroups:
              - apps
              resources:
              - deployments/status
              verbs:
              - update
            - apiGroups:
              - example.dev
              resources:
              - things
              verbs:
              - delete
            - nonResourceURLs:
              - /healthz
              - /readyz
              verbs:
              - get

            """);

    [Fact]
    public void A_program_without_attributes_has_no_rights() => RbacGenerator.Rules([typeof(RbacGeneratorTests)]).ShouldBeEmpty();

    private static string Show(PolicyRule rule) =>
        $"{(rule.Group is null ? "urls " : $"{rule.Group}/")}{string.Join(',', rule.Targets)}: {string.Join(' ', rule.Verbs)}";

    [EntityRbac(typeof(V1Pod), typeof(V1Deployment), Verbs = RbacVerb.Read)]
    [GenericRbac(Groups = [""], Resources = ["pods/log", "services"], Verbs = RbacVerb.Get)]
    private sealed class Reader;

    [EntityRbac(typeof(V1Deployment), Verbs = RbacVerb.Create | RbacVerb.Patch | RbacVerb.Get)]
    [EntityRbac(typeof(V1Deployment), Verbs = RbacVerb.Update, Subresource = "status")]
    [EntityRbac(typeof(V1Secret))]
    private sealed class Writer;

    [EntityRbac(typeof(V1Node), Verbs = RbacVerb.Read, ClusterWide = true)]
    private sealed class Surveyor;

    [GenericRbac(Groups = ["example.dev"], Resources = ["things"], Verbs = RbacVerb.Delete)]
    [GenericRbac(Urls = ["/readyz", "/healthz"], Verbs = RbacVerb.Get)]
    private sealed class Prober;
}
