import java.io.FileInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints one line for each rule of PDF/A-2U and PDF/UA-1 that a file breaks, "file: standard clause-test message", with veraPDF as the judge. */
class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var foundry = Foundries.defaultInstance();
        for (var file : files) {
            for (var flavour : List.of(PDFAFlavour.PDFA_2_U, PDFAFlavour.PDFUA_1)) {
                var name = flavour == PDFAFlavour.PDFUA_1 ? "PDF/UA-1" : "PDF/A-2U";
                try (var content = new FileInputStream(file);
                        var parser = foundry.createParser(content, flavour);
                        var validator = foundry.createValidator(flavour, false)) {
                    var result = validator.validate(parser);
                    for (TestAssertion broken : result.getTestAssertions()) {
                        var rule = broken.getRuleId();
                        System.out.printf("%s: %s %s-%d %s%n", file, name, rule.getClause(), rule.getTestNumber(), broken.getMessage());
                    }
                    System.out.printf("%s: %s %s after %d checks%n", file, name, result.isCompliant() ? "conforms" : "broken", result.getTotalAssertions());
                }
            }
        }
    }
}
