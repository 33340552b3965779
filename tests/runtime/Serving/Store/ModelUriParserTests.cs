using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class ModelUriParserTests
{
    [Theory]
    [InlineData("https://host/m.onnx?sig=a%2Fb/../c", "https://host/m.onnx")]
    [InlineData("http://host:8080/a/m.onnx", "http://host:8080/a/m.onnx")]
    [InlineData("s3://models/ocr/2/", "s3://models/ocr/2/")]
    [InlineData("s3://models", "s3://models")]
    [InlineData("oci://host:5000/team/m:1.0", "oci://host:5000/team/m:1.0")]
    [InlineData("oci://host/model.zip", "oci://host/model.zip")]
    [InlineData("pvc://claim/path", "pvc://claim/path")]
    [InlineData("file:///tmp/m.onnx", "file:///tmp/m.onnx")]
    public void Shows_an_address_without_its_query(string text, string shown)
    {
        var (uri, failure) = ModelUriParser.Parse(text);
        failure.ShouldBeNull();
        uri!.ToString().TrimEnd('/').ShouldBe(shown.TrimEnd('/'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("m.onnx")]
    [InlineData("/tmp/m.onnx")]
    [InlineData("ftp://host/m.onnx")]
    [InlineData("gopher://host/m.onnx")]
    [InlineData("data:application/octet-stream,AAAA")]
    [InlineData("javascript:alert(1)")]
    [InlineData("oci://host")]
    [InlineData("oci://host/")]
    [InlineData("oci:///team/m")]
    [InlineData("oci://host/Team/m")]
    [InlineData("oci://host/team/m/")]
    [InlineData("oci://host/team/m:")]
    [InlineData("oci://host/team/m:a/b")]
    [InlineData("oci://host/team/m@sha256:abc")]
    [InlineData("oci://host/team/m@md5:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("oci://user@host/team/m")]
    [InlineData("oci://host/../m")]
    [InlineData("oci://host/team/%2e%2e/m")]
    [InlineData("oci://host/m?x=1")]
    [InlineData("https:///m.onnx")]
    [InlineData("https://user@host/m.onnx")]
    [InlineData("https://user:SECRET@host/m.onnx")]
    [InlineData("https://host/m.onnx#fragment")]
    [InlineData("https://host/folder/")]
    [InlineData("https://host/a/../m.onnx")]
    [InlineData("https://host/..")]
    [InlineData("https://host/./m.onnx")]
    [InlineData("https://host/%2e%2e/m.onnx")]
    [InlineData("https://host/%2E./m.onnx")]
    [InlineData("https://host/a%2fb.onnx")]
    [InlineData("https://host/a%5cb.onnx")]
    [InlineData("https://host/a%252e.onnx")]
    [InlineData("https://host/a%00.onnx")]
    [InlineData("https://host\\@other/m.onnx")]
    [InlineData("https://host/a b.onnx")]
    [InlineData("https://host/a\r\nb.onnx")]
    [InlineData("s3://models/../other/m.onnx")]
    [InlineData("s3://models//m.onnx")]
    [InlineData("s3://models/m.onnx?versionId=1")]
    [InlineData("pvc://../m.onnx")]
    [InlineData("pvc:///m.onnx")]
    [InlineData("file://host/m.onnx")]
    [InlineData("file:///tmp/../etc/m.onnx")]
    public void Row_50_refuses_an_address_that_could_mean_something_else(string text)
    {
        var (uri, failure) = ModelUriParser.Parse(text);
        uri.ShouldBeNull();
        failure!.Reason.ShouldBe(StartFailureReason.InvalidArguments);
        failure.Message.ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData("https://host/m.zip")]
    [InlineData("https://host/m.onnx.GZ?x=1")]
    [InlineData("s3://models/m.tar")]
    [InlineData("file:///tmp/m.tgz")]
    public void Row_52_refuses_archives_by_name(string text) =>
        ModelUriParser.Parse(text).Failure!.Reason.ShouldBe(StartFailureReason.ModelRefused);

    [Theory]
    [InlineData("oci://h/a", "h", "a", "latest")]
    [InlineData("oci://h:5000/a/b-c/d_e:v1.0", "h:5000", "a/b-c/d_e", "v1.0")]
    [InlineData("oci://h/a:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "h", "a", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("oci://docker.io/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "docker.io", "a", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void Knows_the_parts_of_a_registry_address(string text, string registry, string repository, string name)
    {
        var reference = RegistryReference.Of(ModelUriParser.Parse(text).Uri!.Uri)!;
        (reference.Registry, reference.Repository, reference.ManifestName).ShouldBe((registry, repository, name));
    }
}
