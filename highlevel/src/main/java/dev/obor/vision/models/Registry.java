package dev.obor.vision.models;

import dev.obor.nn.Module;
import dev.obor.vision.models.detection.Detection;
import dev.obor.vision.models.detection.FCOSResNet50FPNWeights;
import dev.obor.vision.models.detection.FasterRCNNMobileNetV3Large320FPNWeights;
import dev.obor.vision.models.detection.FasterRCNNMobileNetV3LargeFPNWeights;
import dev.obor.vision.models.detection.FasterRCNNResNet50FPNV2Weights;
import dev.obor.vision.models.detection.FasterRCNNResNet50FPNWeights;
import dev.obor.vision.models.detection.KeypointRCNNResNet50FPNWeights;
import dev.obor.vision.models.detection.MaskRCNNResNet50FPNV2Weights;
import dev.obor.vision.models.detection.MaskRCNNResNet50FPNWeights;
import dev.obor.vision.models.detection.RetinaNetResNet50FPNV2Weights;
import dev.obor.vision.models.detection.RetinaNetResNet50FPNWeights;
import dev.obor.vision.models.detection.SSD300VGG16Weights;
import dev.obor.vision.models.detection.SSDLite320MobileNetV3LargeWeights;
import dev.obor.vision.models.optical_flow.OpticalFlow;
import dev.obor.vision.models.optical_flow.RaftLargeWeights;
import dev.obor.vision.models.optical_flow.RaftSmallWeights;
import dev.obor.vision.models.video.MC3_18Weights;
import dev.obor.vision.models.video.MViTV1BWeights;
import dev.obor.vision.models.video.MViTV2SWeights;
import dev.obor.vision.models.video.R2Plus1D18Weights;
import dev.obor.vision.models.video.R3D18Weights;
import dev.obor.vision.models.video.S3DWeights;
import dev.obor.vision.models.video.Swin3DBWeights;
import dev.obor.vision.models.video.Swin3DSWeights;
import dev.obor.vision.models.video.Swin3DTWeights;
import dev.obor.vision.models.video.Video;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The models that can be made by name. */
final class Registry {
  /** By Python's names, in alphabetical order. */
  static final Map<String, ModelBuilder> BUILDERS = new TreeMap<>();

  private static final String PACKAGE = Registry.class.getPackageName();

  /** How the names of those begin that say of each pixel what it shows. */
  private static final List<String> SEGMENTATION = List.of("deeplabv3_", "fcn_", "lraspp_");

  static {
    add("alexnet", AlexNetWeights.class, o -> Models.alexnet(o::accept));
    add("convnext_base", ConvNeXtBaseWeights.class, o -> Models.convnextBase(o::accept));
    add("convnext_large", ConvNeXtLargeWeights.class, o -> Models.convnextLarge(o::accept));
    add("convnext_small", ConvNeXtSmallWeights.class, o -> Models.convnextSmall(o::accept));
    add("convnext_tiny", ConvNeXtTinyWeights.class, o -> Models.convnextTiny(o::accept));
    add(
        "deeplabv3_mobilenet_v3_large",
        DeepLabV3MobileNetV3LargeWeights.class,
        o -> Segmentation.deeplabv3MobilenetV3Large(o::accept));
    add(
        "deeplabv3_resnet101",
        DeepLabV3ResNet101Weights.class,
        o -> Segmentation.deeplabv3Resnet101(o::accept));
    add(
        "deeplabv3_resnet50",
        DeepLabV3ResNet50Weights.class,
        o -> Segmentation.deeplabv3Resnet50(o::accept));
    add("densenet121", DenseNet121Weights.class, o -> Models.densenet121(o::accept));
    add("densenet161", DenseNet161Weights.class, o -> Models.densenet161(o::accept));
    add("densenet169", DenseNet169Weights.class, o -> Models.densenet169(o::accept));
    add("densenet201", DenseNet201Weights.class, o -> Models.densenet201(o::accept));
    add("efficientnet_b0", EfficientNetB0Weights.class, o -> Models.efficientnetB0(o::accept));
    add("efficientnet_b1", EfficientNetB1Weights.class, o -> Models.efficientnetB1(o::accept));
    add("efficientnet_b2", EfficientNetB2Weights.class, o -> Models.efficientnetB2(o::accept));
    add("efficientnet_b3", EfficientNetB3Weights.class, o -> Models.efficientnetB3(o::accept));
    add("efficientnet_b4", EfficientNetB4Weights.class, o -> Models.efficientnetB4(o::accept));
    add("efficientnet_b5", EfficientNetB5Weights.class, o -> Models.efficientnetB5(o::accept));
    add("efficientnet_b6", EfficientNetB6Weights.class, o -> Models.efficientnetB6(o::accept));
    add("efficientnet_b7", EfficientNetB7Weights.class, o -> Models.efficientnetB7(o::accept));
    add("efficientnet_v2_l", EfficientNetV2LWeights.class, o -> Models.efficientnetV2L(o::accept));
    add("efficientnet_v2_m", EfficientNetV2MWeights.class, o -> Models.efficientnetV2M(o::accept));
    add("efficientnet_v2_s", EfficientNetV2SWeights.class, o -> Models.efficientnetV2S(o::accept));
    add("fcn_resnet101", FCNResNet101Weights.class, o -> Segmentation.fcnResnet101(o::accept));
    add("fcn_resnet50", FCNResNet50Weights.class, o -> Segmentation.fcnResnet50(o::accept));
    add(
        "fasterrcnn_mobilenet_v3_large_320_fpn",
        FasterRCNNMobileNetV3Large320FPNWeights.class,
        o -> Detection.fasterrcnnMobilenetV3Large320Fpn(o::accept));
    add(
        "fasterrcnn_mobilenet_v3_large_fpn",
        FasterRCNNMobileNetV3LargeFPNWeights.class,
        o -> Detection.fasterrcnnMobilenetV3LargeFpn(o::accept));
    add(
        "fasterrcnn_resnet50_fpn",
        FasterRCNNResNet50FPNWeights.class,
        o -> Detection.fasterrcnnResnet50Fpn(o::accept));
    add(
        "fasterrcnn_resnet50_fpn_v2",
        FasterRCNNResNet50FPNV2Weights.class,
        o -> Detection.fasterrcnnResnet50FpnV2(o::accept));
    add(
        "fcos_resnet50_fpn",
        FCOSResNet50FPNWeights.class,
        o -> Detection.fcosResnet50Fpn(o::accept));
    add(
        "keypointrcnn_resnet50_fpn",
        KeypointRCNNResNet50FPNWeights.class,
        o -> Detection.keypointrcnnResnet50Fpn(o::accept));
    add(
        "maskrcnn_resnet50_fpn",
        MaskRCNNResNet50FPNWeights.class,
        o -> Detection.maskrcnnResnet50Fpn(o::accept));
    add(
        "maskrcnn_resnet50_fpn_v2",
        MaskRCNNResNet50FPNV2Weights.class,
        o -> Detection.maskrcnnResnet50FpnV2(o::accept));
    add(
        "retinanet_resnet50_fpn",
        RetinaNetResNet50FPNWeights.class,
        o -> Detection.retinanetResnet50Fpn(o::accept));
    add(
        "retinanet_resnet50_fpn_v2",
        RetinaNetResNet50FPNV2Weights.class,
        o -> Detection.retinanetResnet50FpnV2(o::accept));
    add("ssd300_vgg16", SSD300VGG16Weights.class, o -> Detection.ssd300Vgg16(o::accept));
    add(
        "ssdlite320_mobilenet_v3_large",
        SSDLite320MobileNetV3LargeWeights.class,
        o -> Detection.ssdlite320MobilenetV3Large(o::accept));
    add("googlenet", GoogLeNetWeights.class, o -> Models.googlenet(o::accept));
    add("inception_v3", InceptionV3Weights.class, o -> Models.inceptionV3(o::accept));
    add(
        "lraspp_mobilenet_v3_large",
        LRASPPMobileNetV3LargeWeights.class,
        o -> Segmentation.lrasppMobilenetV3Large(o::accept));
    add("maxvit_t", MaxVitTWeights.class, o -> Models.maxvitT(o::accept));
    add("mc3_18", MC3_18Weights.class, o -> Video.mc3_18(o::accept));
    add("mnasnet0_5", MNASNet0_5Weights.class, o -> Models.mnasnet0_5(o::accept));
    add("mnasnet0_75", MNASNet0_75Weights.class, o -> Models.mnasnet0_75(o::accept));
    add("mnasnet1_0", MNASNet1_0Weights.class, o -> Models.mnasnet1_0(o::accept));
    add("mnasnet1_3", MNASNet1_3Weights.class, o -> Models.mnasnet1_3(o::accept));
    add("mobilenet_v2", MobileNetV2Weights.class, o -> Models.mobilenetV2(o::accept));
    add(
        "mobilenet_v3_large",
        MobileNetV3LargeWeights.class,
        o -> Models.mobilenetV3Large(o::accept));
    add(
        "mobilenet_v3_small",
        MobileNetV3SmallWeights.class,
        o -> Models.mobilenetV3Small(o::accept));
    add("mvit_v1_b", MViTV1BWeights.class, o -> Video.mvitV1B(o::accept));
    add("mvit_v2_s", MViTV2SWeights.class, o -> Video.mvitV2S(o::accept));
    add("r2plus1d_18", R2Plus1D18Weights.class, o -> Video.r2plus1d18(o::accept));
    add("r3d_18", R3D18Weights.class, o -> Video.r3d18(o::accept));
    add("raft_large", RaftLargeWeights.class, o -> OpticalFlow.raftLarge(o::accept));
    add("raft_small", RaftSmallWeights.class, o -> OpticalFlow.raftSmall(o::accept));
    add("regnet_x_16gf", RegNetX16GFWeights.class, o -> Models.regnetX16gf(o::accept));
    add("regnet_x_1_6gf", RegNetX1_6GFWeights.class, o -> Models.regnetX1_6gf(o::accept));
    add("regnet_x_32gf", RegNetX32GFWeights.class, o -> Models.regnetX32gf(o::accept));
    add("regnet_x_3_2gf", RegNetX3_2GFWeights.class, o -> Models.regnetX3_2gf(o::accept));
    add("regnet_x_400mf", RegNetX400MFWeights.class, o -> Models.regnetX400mf(o::accept));
    add("regnet_x_800mf", RegNetX800MFWeights.class, o -> Models.regnetX800mf(o::accept));
    add("regnet_x_8gf", RegNetX8GFWeights.class, o -> Models.regnetX8gf(o::accept));
    add("regnet_y_128gf", RegNetY128GFWeights.class, o -> Models.regnetY128gf(o::accept));
    add("regnet_y_16gf", RegNetY16GFWeights.class, o -> Models.regnetY16gf(o::accept));
    add("regnet_y_1_6gf", RegNetY1_6GFWeights.class, o -> Models.regnetY1_6gf(o::accept));
    add("regnet_y_32gf", RegNetY32GFWeights.class, o -> Models.regnetY32gf(o::accept));
    add("regnet_y_3_2gf", RegNetY3_2GFWeights.class, o -> Models.regnetY3_2gf(o::accept));
    add("regnet_y_400mf", RegNetY400MFWeights.class, o -> Models.regnetY400mf(o::accept));
    add("regnet_y_800mf", RegNetY800MFWeights.class, o -> Models.regnetY800mf(o::accept));
    add("regnet_y_8gf", RegNetY8GFWeights.class, o -> Models.regnetY8gf(o::accept));
    add("resnet101", ResNet101Weights.class, o -> Models.resnet101(o::accept));
    add("resnet152", ResNet152Weights.class, o -> Models.resnet152(o::accept));
    add("resnet18", ResNet18Weights.class, o -> Models.resnet18(o::accept));
    add("resnet34", ResNet34Weights.class, o -> Models.resnet34(o::accept));
    add("resnet50", ResNet50Weights.class, o -> Models.resnet50(o::accept));
    add("resnext101_32x8d", ResNeXt101_32X8DWeights.class, o -> Models.resnext101_32x8d(o::accept));
    add("resnext101_64x4d", ResNeXt101_64X4DWeights.class, o -> Models.resnext101_64x4d(o::accept));
    add("resnext50_32x4d", ResNeXt50_32X4DWeights.class, o -> Models.resnext50_32x4d(o::accept));
    add("s3d", S3DWeights.class, o -> Video.s3d(o::accept));
    add(
        "shufflenet_v2_x0_5",
        ShuffleNetV2X0_5Weights.class,
        o -> Models.shufflenetV2X0_5(o::accept));
    add(
        "shufflenet_v2_x1_0",
        ShuffleNetV2X1_0Weights.class,
        o -> Models.shufflenetV2X1_0(o::accept));
    add(
        "shufflenet_v2_x1_5",
        ShuffleNetV2X1_5Weights.class,
        o -> Models.shufflenetV2X1_5(o::accept));
    add(
        "shufflenet_v2_x2_0",
        ShuffleNetV2X2_0Weights.class,
        o -> Models.shufflenetV2X2_0(o::accept));
    add("squeezenet1_0", SqueezeNet1_0Weights.class, o -> Models.squeezenet1_0(o::accept));
    add("squeezenet1_1", SqueezeNet1_1Weights.class, o -> Models.squeezenet1_1(o::accept));
    add("swin3d_b", Swin3DBWeights.class, o -> Video.swin3dB(o::accept));
    add("swin3d_s", Swin3DSWeights.class, o -> Video.swin3dS(o::accept));
    add("swin3d_t", Swin3DTWeights.class, o -> Video.swin3dT(o::accept));
    add("swin_b", SwinBWeights.class, o -> Models.swinB(o::accept));
    add("swin_s", SwinSWeights.class, o -> Models.swinS(o::accept));
    add("swin_t", SwinTWeights.class, o -> Models.swinT(o::accept));
    add("swin_v2_b", SwinV2BWeights.class, o -> Models.swinV2B(o::accept));
    add("swin_v2_s", SwinV2SWeights.class, o -> Models.swinV2S(o::accept));
    add("swin_v2_t", SwinV2TWeights.class, o -> Models.swinV2T(o::accept));
    add("vgg11", VGG11Weights.class, o -> Models.vgg11(o::accept));
    add("vgg11_bn", VGG11BNWeights.class, o -> Models.vgg11Bn(o::accept));
    add("vgg13", VGG13Weights.class, o -> Models.vgg13(o::accept));
    add("vgg13_bn", VGG13BNWeights.class, o -> Models.vgg13Bn(o::accept));
    add("vgg16", VGG16Weights.class, o -> Models.vgg16(o::accept));
    add("vgg16_bn", VGG16BNWeights.class, o -> Models.vgg16Bn(o::accept));
    add("vgg19", VGG19Weights.class, o -> Models.vgg19(o::accept));
    add("vgg19_bn", VGG19BNWeights.class, o -> Models.vgg19Bn(o::accept));
    add("vit_b_16", ViTB16Weights.class, o -> Models.vitB16(o::accept));
    add("vit_b_32", ViTB32Weights.class, o -> Models.vitB32(o::accept));
    add("vit_h_14", ViTH14Weights.class, o -> Models.vitH14(o::accept));
    add("vit_l_16", ViTL16Weights.class, o -> Models.vitL16(o::accept));
    add("vit_l_32", ViTL32Weights.class, o -> Models.vitL32(o::accept));
    add("wide_resnet101_2", WideResNet101_2Weights.class, o -> Models.wideResnet101_2(o::accept));
    add("wide_resnet50_2", WideResNet50_2Weights.class, o -> Models.wideResnet50_2(o::accept));
  }

  private Registry() {}

  private static void add(
      String name,
      Class<? extends WeightsEnum> weights,
      Function<Consumer<ModelOptions<?>>, ? extends Module> make) {
    String folder = weights.getPackageName().substring(PACKAGE.length());
    boolean isSegmentation = SEGMENTATION.stream().anyMatch(name::startsWith);
    String module = folder.isEmpty() && isSegmentation ? ".segmentation" : folder;
    BUILDERS.put(name, new ModelBuilder(name, "torchvision.models" + module, weights, make));
  }
}
